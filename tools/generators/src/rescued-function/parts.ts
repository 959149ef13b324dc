// The parts of serverless.yml that make a function immortal: the place and the lines of each.
import {
  missingPart,
  type Path,
  type Place,
  type ServerlessYml,
} from '../serverless-yml/serverless-yml';
import { bucketItem, bucketLine, readStatementId, readStatementLines } from './input-bucket';
import { failureQueueId } from './names';
import { functionLines, type RescuedFunction } from './rescued-function';

export interface Part {
  /** For messages: `functions.orders`. */
  readonly what: string;
  readonly lines: readonly string[];
  /** Whether an empty line follows. */
  readonly separated: boolean;
  readonly find: (yml: ServerlessYml) => Path | undefined;
  /** Where to insert it. */
  readonly place: (yml: ServerlessYml) => Place;
}

/** Failure queues are inserted before this one. */
const PARKED = 'ParkedFailures';
const STOPPED_TASKS = 'StoppedTasks';
const PERMISSIONS = 'HandlerPermissions';

export function partsOf(fn: RescuedFunction): Part[] {
  const parts = [functionPart(fn), subscriptionPart(fn), queuePart(fn)];
  return fn.eventSource === 's3' ? [...parts, bucketPart(fn), statementPart(fn)] : parts;
}

function functionPart(fn: RescuedFunction): Part {
  return {
    what: `functions.${fn.name}`,
    lines: functionLines(fn),
    separated: true,
    find: (yml) => (yml.keys(['functions']).includes(fn.name) ? ['functions', fn.name] : undefined),
    place: (yml) => ({ path: ['functions', secondaryKey(yml)], side: 'before' }),
  };
}

function subscriptionPart({ name }: RescuedFunction): Part {
  const queueId = failureQueueId(name);
  return {
    what: `the subscription of the secondary to ${queueId}`,
    lines: [
      '- sqs:',
      `    arn: !GetAtt ${queueId}.Arn`,
      '    batchSize: 10',
      '    maximumConcurrency: 5',
      '    functionResponseType: ReportBatchItemFailures',
    ],
    separated: false,
    find: (yml) => subscriptionTo(yml, queueId),
    place: (yml) => {
      const stopped = subscriptionTo(yml, STOPPED_TASKS);
      if (stopped) return { path: stopped, side: 'before' };
      return { path: lastItem(yml, eventsOfSecondary(yml)), side: 'after' };
    },
  };
}

function queuePart({ name }: RescuedFunction): Part {
  const queueId = failureQueueId(name);
  return {
    what: `the resource ${queueId}`,
    lines: [
      `${queueId}:`,
      '  Type: AWS::SQS::Queue',
      '  Properties:',
      `    QueueName: \${self:service}-\${sls:stage}-${name}-failures`,
      '    MessageRetentionPeriod: 1209600',
      '    VisibilityTimeout: 360',
      '    SqsManagedSseEnabled: true',
      '    RedrivePolicy:',
      `      deadLetterTargetArn: !GetAtt ${PARKED}.Arn`,
      '      maxReceiveCount: 25',
    ],
    separated: true,
    find: (yml) => resource(yml, queueId),
    place: (yml) => ({ path: existing(resource(yml, PARKED), PARKED), side: 'before' }),
  };
}

function bucketPart({ name }: RescuedFunction): Part {
  return {
    what: `${bucketLine(name)} of resources`,
    lines: [bucketLine(name)],
    separated: false,
    find: (yml) => bucketItem(yml, name),
    place: (yml) => {
      const files = yml.items(['resources']).filter(({ value }) => typeof value === 'string');
      return { path: existing(files.at(-1)?.path, 'file under resources'), side: 'after' };
    },
  };
}

function statementPart({ name }: RescuedFunction): Part {
  const sid = readStatementId(name);
  return {
    what: `the statement ${sid} of ${PERMISSIONS}`,
    lines: readStatementLines(name),
    separated: false,
    find: (yml) =>
      yml
        .items(statements(yml))
        .find(({ value }) => (value as { Sid?: unknown } | null)?.Sid === sid)?.path,
    place: (yml) => ({ path: lastItem(yml, statements(yml)), side: 'after' }),
  };
}

function resource(yml: ServerlessYml, logicalId: string): Path | undefined {
  return yml
    .items(['resources'])
    .map(({ path }) => [...path, 'Resources'])
    .filter((path) => yml.keys(path).includes(logicalId))
    .map((path) => [...path, logicalId])[0];
}

function statements(yml: ServerlessYml): Path {
  const permissions = existing(resource(yml, PERMISSIONS), PERMISSIONS);
  return [...permissions, 'Properties', 'PolicyDocument', 'Statement'];
}

/** The one function with the variable that the Serverless plugin sets. */
function secondaryKey(yml: ServerlessYml): string {
  const key = yml
    .keys(['functions'])
    .find((one) => yml.keys(['functions', one, 'environment']).includes('RESCUE_POLICIES'));
  return existing(key, 'function with the variable RESCUE_POLICIES, the secondary');
}

function eventsOfSecondary(yml: ServerlessYml): Path {
  return ['functions', secondaryKey(yml), 'events'];
}

function subscriptionTo(yml: ServerlessYml, queueId: string): Path | undefined {
  return yml
    .items(eventsOfSecondary(yml))
    .find(({ path }) => yml.get([...path, 'sqs', 'arn']) === `${queueId}.Arn`)?.path;
}

function lastItem(yml: ServerlessYml, list: Path): Path {
  return existing(yml.items(list).at(-1)?.path, list.join('.'));
}

function existing<T>(found: T | undefined, what: string): T {
  if (found !== undefined) return found;
  throw missingPart(what);
}
