// Lists what has an effect on AWS but none here: the local cloud must not ignore anything silently.
import type { Resource, Stack } from './template';

/** What would invoke a function on AWS, and which function. */
export interface Trigger {
  readonly what: string;
  /** The function's name or ARN; anything else if it is not a function of the stack. */
  readonly target: unknown;
}

/** What a service does not emulate of a stack. */
export interface Limits {
  /** Whether a resource does nothing here. Its properties are then not listed one by one. */
  isInactive?(resource: Resource, stack: Stack): boolean;
  /** One phrase for each thing that is not emulated. */
  phrases?(stack: Stack): readonly string[];
  triggers?(stack: Stack): readonly Trigger[];
}

/** The command that invokes a function. It depends on the program that prints the lines. */
export type InvokeCommand = (functionName: string) => string;

/** A service, as far as its limits go. */
interface Limited {
  readonly limits?: Limits;
}

/**
 * One line for each kind of thing that is not emulated.
 *
 * @param command what to run in place of a trigger
 */
export function describeLimits(
  stack: Stack,
  services: readonly Limited[],
  command: InvokeCommand,
): string[] {
  const limits = services.flatMap((service) => service.limits ?? []);
  const all = [...stack.resources.values()];
  const isActive = (one: Resource) => !limits.some((of) => of.isInactive?.(one, stack) === true);
  const lines = [
    ...joined(unknownTypes(all)),
    ...joined(all.filter(isActive).flatMap(properties)),
    ...limits.flatMap((of) => of.phrases?.(stack) ?? []),
    ...[...stack.imports].map(
      (name) => `other stacks: the import ${name} has its own name as its value`,
    ),
    ...limits
      .flatMap((of) => of.triggers?.(stack) ?? [])
      .map(({ what, target }) => `${what}. Instead: ${insteadOf(target, stack, command)}`),
  ];
  return lines.map((line) => `Not emulated: ${line}`);
}

/** Puts everything of one kind on one line. */
export function joined(parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [parts.join(', ')];
}

/** `AWS::DynamoDB::Table (Orders, Customers)` */
function unknownTypes(all: readonly Resource[]): string[] {
  const unknown = all.filter(({ isKnown }) => !isKnown);
  const types = [...new Set(unknown.map(({ type }) => type))];
  return types.map((type) => {
    const ids = unknown.filter((one) => one.type === type).map(({ logicalId }) => logicalId);
    return `${type} (${ids.join(', ')})`;
  });
}

function properties({ logicalId, notEmulated: paths }: Resource): string[] {
  return [...new Set(paths)].map((path) => `${path} of ${logicalId}`);
}

/** The command, with the function's name as people write it: without the stack's name. */
function insteadOf(target: unknown, stack: Stack, command: InvokeCommand): string {
  const known = stack
    .ofType('AWS::Lambda::Function')
    .find(
      ({ ref, attributes }) =>
        target === ref || String(target).startsWith(String(attributes['Arn'])),
    );
  const prefix = `${stack.name}-`;
  const name = known?.ref ?? 'NAME';
  return command(name.startsWith(prefix) ? name.slice(prefix.length) : name);
}
