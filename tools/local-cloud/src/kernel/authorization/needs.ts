// Which permissions a request needs: https://docs.aws.amazon.com/service-authorization/latest/reference/
import type { Operation, ServiceName } from '../faults/operations';
import type { WireRequest } from '../../services/storage';
import type { Stack } from '../template';
import { cloudFormationNeeds } from '../../services/cloudformation/permissions';
import type { Need } from './decide';
import { ecrNeeds } from '../../services/ecr/permissions';
import { ecsNeeds } from '../../services/ecs/permissions';
import { lambdaNeeds } from '../../services/lambda/permissions';
import { logsNeeds } from '../../services/logs/permissions';
import { s3Needs } from '../../services/s3/permissions';
import { sqsNeeds } from '../../services/sqs/permissions';

/** @param operation the name of the API's operation, which is not always that of the action */
export type Needs = (operation: string, request: WireRequest, stack: Stack) => Need[];

/** STS tells everybody who he is. */
const BY_SERVICE: Readonly<Partial<Record<ServiceName, Needs>>> = {
  cloudformation: cloudFormationNeeds,
  ecr: ecrNeeds,
  ecs: ecsNeeds,
  lambda: lambdaNeeds,
  logs: logsNeeds,
  s3: s3Needs,
  sqs: sqsNeeds,
};

export function needsOf({ service, name }: Operation, request: WireRequest, stack: Stack): Need[] {
  return BY_SERVICE[service]?.(name, request, stack) ?? [];
}
