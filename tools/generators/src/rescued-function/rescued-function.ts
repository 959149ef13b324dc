// A rescued function, and its entry in serverless.yml.
import { failureQueueId } from '@immortal/shared';
import { type YamlFile } from '../yaml-file/yaml-file';
import { eventLines, type EventSource, eventSourceOf } from './event-source';
import { bucketItem } from './input-bucket';
import { roleId } from './names';

export interface RescuedFunction {
  /** Under `functions:`. */
  readonly name: string;
  /** File and export: `src/orders.handler`. */
  readonly handler: string;
  readonly eventSource: EventSource;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly maximumRetryAttempts?: number;
  /** Whether it has the variable DATA_BUCKET. */
  readonly hasDataBucket: boolean;
  /** Whether it has a role of its own, in the service's roles.yml. */
  readonly hasOwnRole: boolean;
  /** Whether it names its failure queue itself, as the generators wrote it formerly. */
  readonly namesQueue?: boolean;
  /** The policy as written: missing keys have their defaults. */
  readonly rescue: Readonly<Record<string, unknown>>;
}

/** Its entry under `functions:`. */
export function functionLines(fn: RescuedFunction): string[] {
  const events = eventLines(fn.eventSource, fn.name);
  return [
    `${fn.name}:`,
    `  handler: ${fn.handler}`,
    `  timeout: ${fn.timeout}`,
    `  memorySize: ${fn.memorySize}`,
    ...(fn.maximumRetryAttempts === undefined
      ? []
      : [`  maximumRetryAttempts: ${fn.maximumRetryAttempts}`]),
    ...(fn.hasOwnRole ? [`  role: ${roleId(fn.name)}`] : []),
    ...(fn.hasDataBucket ? ['  environment:', '    DATA_BUCKET: !Ref DataBucket'] : []),
    ...(fn.namesQueue === true ? deadLetterLines(fn.name) : []),
    ...rescueLines(fn.rescue),
    ...(events.length === 0 ? [] : ['  events:', ...events.map((line) => `    ${line}`)]),
  ];
}

function deadLetterLines(name: string): string[] {
  return ['  deadLetter:', '    targetArn:', `      GetResourceArn: ${failureQueueId(name)}`];
}

function rescueLines(rescue: RescuedFunction['rescue']): string[] {
  const keys = Object.entries(rescue).map(([key, value]) => `    ${key}: ${String(value)}`);
  return keys.length === 0 ? ['  rescue: {}'] : ['  rescue:', ...keys];
}

/** Reads an entry, as far as it is like those that the generators write. */
export function readRescuedFunction(yml: YamlFile, name: string): RescuedFunction {
  const entry = yml.get(['functions', name]) as Readonly<Record<string, unknown>>;
  const { maximumRetryAttempts, environment, rescue } = entry;
  return {
    name,
    handler: String(entry['handler']),
    eventSource: eventSourceOf(entry['events'], bucketItem(yml, name) !== undefined),
    timeout: Number(entry['timeout']),
    memorySize: Number(entry['memorySize']),
    ...(maximumRetryAttempts !== undefined && {
      maximumRetryAttempts: Number(maximumRetryAttempts),
    }),
    hasDataBucket: isDataBucketAlone(environment),
    hasOwnRole: entry['role'] === roleId(name),
    namesQueue: 'deadLetter' in entry,
    rescue: (rescue ?? {}) as Readonly<Record<string, unknown>>,
  };
}

function isDataBucketAlone(environment: unknown): boolean {
  return JSON.stringify(environment) === '{"DATA_BUCKET":"DataBucket"}';
}
