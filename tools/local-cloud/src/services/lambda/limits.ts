// What is not emulated of Lambda's resources.
import type { Limits, Trigger } from '../../kernel/limits';
import type { Resource, Stack } from '../../kernel/template';
import { isQueueMapping } from './event-sources/mapping-settings';
import { isQueueArn } from './failure-settings';
import type { FileSystemConfig } from './file-systems';
import { whyNotEmulated } from './functions';

export const LIMITS: Limits = {
  isInactive: (resource, stack) =>
    resource.type === 'AWS::Lambda::EventSourceMapping' && !isQueueMapping(resource, stack),
  phrases: (stack) => {
    const functions = stack.ofType('AWS::Lambda::Function');
    return [
      ...functions.flatMap(ofFunction),
      ...foreignLayers(functions, stack),
      ...[...stack.resources.values()].flatMap(failures),
    ];
  },
  triggers: (stack) =>
    stack
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter((one) => !isQueueMapping(one, stack))
      .map(source),
};

function ofFunction(fn: Resource): string[] {
  const why = whyNotEmulated(fn);
  if (why !== undefined) return [`the function ${fn.ref}: ${why}`];
  const mounts = (fn.properties['FileSystemConfigs'] ?? []) as FileSystemConfig[];
  return mounts.map(
    ({ LocalMountPath: path }) =>
      `the file system of ${fn.ref} at ${path}: its attempts fail, and its tasks have it with --tasks docker`,
  );
}

/** Those of `provider: layers:` are in every function, and listed once. */
function foreignLayers(functions: readonly Resource[], stack: Stack): string[] {
  const own = stack.ofType('AWS::Lambda::LayerVersion').map(({ ref }) => ref);
  const users = new Map<string, string[]>();
  for (const fn of functions.filter((one) => whyNotEmulated(one) === undefined)) {
    const arns = ((fn.properties['Layers'] ?? []) as unknown[]).map(String);
    for (const arn of arns.filter((one) => !own.includes(one))) {
      users.set(arn, [...(users.get(arn) ?? []), fn.ref]);
    }
  }
  return [...users].map(
    ([arn, names]) => `the layer ${arn}, which is none of this stack, in ${names.join(', ')}`,
  );
}

/** Where failures go on AWS, and are gone here. */
function failures({ logicalId, type, properties }: Resource): string[] {
  const destination =
    type === 'AWS::Lambda::Function'
      ? member(properties['DeadLetterConfig'], 'TargetArn')
      : type === 'AWS::Lambda::EventInvokeConfig'
        ? member(member(properties['DestinationConfig'], 'OnFailure'), 'Destination')
        : undefined;
  return typeof destination !== 'string' || isQueueArn(destination)
    ? []
    : [`${destination}, where ${logicalId} sends failures: their events are gone`];
}

function source({ properties, logicalId }: Resource): Trigger {
  const { EventSourceArn: arn } = properties;
  const from = typeof arn === 'string' ? arn : `the source of ${logicalId}`;
  return { what: `what comes from ${from}`, target: properties['FunctionName'] };
}

function member(value: unknown, name: string): unknown {
  return (value as Resource['properties'] | undefined)?.[name];
}
