// Which resources of the packaged template are the kit's: the rules in specs judge these, and leave a service's own alone.

/** Logical ids, as the files of resources/ and serverless.yml name them. */
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
  'RunnerTaskDefinition',
  'ExecutionRole',
  'HandlerPermissions',
  'HandlerRole',
  'SecondaryRole',
  'TaskRole',
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

/** What the framework and the plugins make for the smoke function, the secondary and the deployment. */
const MADE =
  /^((Smoke|Secondary)(EventSourceMapping|Failures|Lambda|LogGroup)|ServerlessDeploymentBucket)/;

/** Whether a resource of that logical id comes with the kit, whatever else a service has. */
export function isKit(logicalId: string): boolean {
  return WRITTEN.has(logicalId) || MADE.test(logicalId);
}

/** Those of some resources that come with the kit. */
export function kitOf<T>(resources: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(resources).filter(([id]) => isKit(id)));
}
