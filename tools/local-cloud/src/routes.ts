// Who is asked for an answer, in this order. S3 comes last, since it takes every path.
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import { EcrApi } from './services/ecr/ecr-api';
import type { Ecs } from './services/ecs/ecs';
import { EcsApi } from './services/ecs/ecs-api';
import type { Service } from './kernel/gateway';
import type { Ground } from './ground';
import { LambdaApi } from './services/lambda/lambda-api';
import { LogsApi } from './services/logs/logs-api';
import { refuseOtherServices } from './kernel/other-services';
import type { Services } from './services';
import { StsApi } from './services/sts/sts-api';
import { partitionOf } from './kernel/template/parameters';

export function routesTo(services: Services, ecs: Ecs, ground: Ground): Service[] {
  const { stack } = services;
  const { origin, storage, region, logs, callers, seal } = ground;
  const groups = `arn:${partitionOf(region)}:logs:${region}:${LOCAL_ACCOUNT_ID}:log-group:`;
  const ecsApi = new EcsApi(ecs);
  const lambdaApi = new LambdaApi({ ...services, timeline: ground.timeline, origin, seal });
  const logsApi = new LogsApi(logs, groups);
  const stsApi = new StsApi(callers, region);
  const ecrApi = new EcrApi(stack);
  return [
    refuseOtherServices,
    ecsApi.handle.bind(ecsApi),
    logsApi.handle.bind(logsApi),
    lambdaApi.handle.bind(lambdaApi),
    stsApi.handle.bind(stsApi),
    ecrApi.handle.bind(ecrApi),
    storage.handle.bind(storage),
  ];
}
