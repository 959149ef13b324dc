// The kit's resources in the packaged template: specs check only these, and not those that a service adds.

/** Logical ids in tools/serverless-plugin/resources and apps/service. */
const WRITTEN = new Set([
  'AlarmEmail',
  'AlarmTopic',
  'AlarmTopicPolicy',
  'Dashboard',
  'DataBucket',
  'DataBucketPolicy',
  'LongRunningTaskAlarm',
  'LongRunningTasks',
  'ParkedAlarm',
  'TasksFailedToStartAlarm',
  'HandOverBucket',
  'HandOverBucketPolicy',
  'ParkedFailures',
  'StoppedTasks',
  'StoppedTasksPolicy',
  'TaskStopped',
  'Cluster',
  'RunnerLogs',
  'ExecutionRole',
  'HandlerRole',
  'SecondaryRole',
  'SmokeRole',
  'InternetGateway',
  'InternetGatewayAttachment',
  'PublicRoute',
  'PublicRouteTable',
  'PublicSubnetA',
  'PublicSubnetARoutes',
  'PublicSubnetB',
  'PublicSubnetBRoutes',
  'RunnerSecurityGroup',
  'Vpc',
]);

/** Resources that the framework and the plugins create for the smoke function, the secondary and the deployment. */
const CREATED =
  /^((Smoke|Secondary)(EventSourceMapping|Failures|Lambda|LogGroup|TaskDefinition)|ServerlessDeploymentBucket)/;

/** Whether the resource of a logical id belongs to the kit. */
export function isKit(logicalId: string): boolean {
  return WRITTEN.has(logicalId) || CREATED.test(logicalId);
}

/** The kit's resources among others. */
export function kitOf<T>(resources: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(resources).filter(([id]) => isKit(id)));
}
