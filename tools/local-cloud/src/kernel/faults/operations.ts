// Which operation of AWS a request is, by the name that AWS's API reference has for it.
import {
  CLOUDFORMATION_OPERATIONS,
  cloudFormationOperationOf,
} from '../../services/cloudformation/cloudformation-api';
import { ECR_OPERATIONS, ecrOperationOf } from '../../services/ecr/ecr-api';
import { ECS_OPERATIONS, ecsOperationOf } from '../../services/ecs/ecs-api';
import { LAMBDA_OPERATIONS, lambdaOperationOf } from '../../services/lambda/lambda-operations';
import { LOGS_OPERATIONS, logsOperationOf } from '../../services/logs/logs-api';
import { signatureOf } from '../authentication/signature';
import { STS_OPERATIONS, stsOperationOf } from '../../services/sts/sts-api';
import {
  S3_OPERATIONS,
  s3OperationOf,
  SQS_OPERATIONS,
  sqsOperationOf,
  type WireRequest,
} from '../../services/storage';

export type ServiceName =
  'ecs' | 'lambda' | 'logs' | 'sqs' | 's3' | 'cloudformation' | 'ecr' | 'sts';

/** What the local cloud plays, by service. */
export const OPERATIONS: Readonly<Record<ServiceName, readonly string[]>> = {
  ecs: ECS_OPERATIONS,
  lambda: LAMBDA_OPERATIONS,
  logs: LOGS_OPERATIONS,
  sqs: SQS_OPERATIONS,
  s3: S3_OPERATIONS,
  cloudformation: CLOUDFORMATION_OPERATIONS,
  ecr: ECR_OPERATIONS,
  sts: STS_OPERATIONS,
};

export interface Operation {
  readonly service: ServiceName;
  readonly name: string;
}

/** S3 comes last, since it takes every path. */
const READERS: readonly [ServiceName, (request: WireRequest) => string | undefined][] = [
  ['ecs', ecsOperationOf],
  ['logs', logsOperationOf],
  ['sqs', sqsOperationOf],
  ['lambda', lambdaOperationOf],
  ['cloudformation', cloudFormationOperationOf],
  ['ecr', ecrOperationOf],
  ['sts', stsOperationOf],
  ['s3', s3OperationOf],
];

/** @returns undefined for what is no operation of AWS, such as the download of code */
export function operationOf(request: WireRequest): Operation | undefined {
  if (request.url.startsWith('/_local/')) return undefined;
  const signedFor = signatureOf(request)?.service;
  for (const [service, read] of READERS) {
    if (signedFor !== undefined && signedFor !== service) continue;
    const name = read(request);
    if (name !== undefined) return { service, name };
  }
  return undefined;
}
