// What the generators wrote before `rescue:` alone made a function immortal, for clones that were upgraded since.
import { failureQueueId } from '@immortal/shared';
import { SERVERLESS_YML } from '../service-files';
import { type Path, type YamlFile } from '../yaml-file/yaml-file';
import { readStatementId, readStatementLines } from './input-bucket';
import { type Part } from './part';
import { secondaryKey } from './parts';
import { type RescuedFunction } from './rescued-function';
import { statementIn } from './role';

/** The managed policy that handlers had in Lambda and in containers. */
const PERMISSIONS = 'HandlerPermissions';

/** The function's `deadLetter:` is in its own lines. */
export function formerPartsOf(fn: RescuedFunction): Part[] {
  const parts = [subscriptionPart(fn), queuePart(fn)];
  return fn.eventSource === 's3' ? [...parts, readPermissionPart(fn)] : parts;
}

function subscriptionPart({ name }: RescuedFunction): Part {
  const queueId = failureQueueId(name);
  return {
    file: SERVERLESS_YML,
    what: `the subscription of the secondary to ${queueId}`,
    lines: [
      '- sqs:',
      `    arn: !GetAtt ${queueId}.Arn`,
      '    batchSize: 10',
      '    maximumConcurrency: 5',
      '    functionResponseType: ReportBatchItemFailures',
    ],
    separated: false,
    find: (yml) =>
      yml
        .items(['functions', secondaryKey(yml), 'events'])
        .find(({ path }) => yml.get([...path, 'sqs', 'arn']) === `${queueId}.Arn`)?.path,
  };
}

function queuePart({ name }: RescuedFunction): Part {
  const queueId = failureQueueId(name);
  return {
    file: SERVERLESS_YML,
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
      '      deadLetterTargetArn: !GetAtt ParkedFailures.Arn',
      '      maxReceiveCount: 25',
    ],
    separated: true,
    find: (yml) => resource(yml, queueId),
  };
}

function readPermissionPart({ name }: RescuedFunction): Part {
  const sid = readStatementId(name);
  return {
    file: SERVERLESS_YML,
    what: `the statement ${sid} of ${PERMISSIONS}`,
    lines: readStatementLines(name),
    separated: false,
    find: (yml) => {
      const permissions = resource(yml, PERMISSIONS) ?? [];
      return statementIn(yml, [[...permissions, 'Properties', 'PolicyDocument', 'Statement']], sid);
    },
  };
}

function resource(yml: YamlFile, logicalId: string): Path | undefined {
  return yml
    .items(['resources'])
    .map(({ path }) => [...path, 'Resources'])
    .filter((path) => yml.keys(path).includes(logicalId))
    .map((path) => [...path, logicalId])[0];
}
