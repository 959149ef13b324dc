// What a local cloud is started with.
import type { AccessKey } from './kernel/authentication/callers';
import type { AwsService } from './kernel/aws-service';
import type { Correlation } from './kernel/correlation';
import type { Fault } from './kernel/faults/faults';
import type { EcsSettings } from './services/ecs/ecs-settings';
import type { LaunchTask } from './services/ecs/task-handle';
import type { ServiceRuntime } from './services/runtime';
import type { Timeline } from './timeline';

export interface CloudOptions {
  /** Where `serverless package` has left the template and the zips; without it, the account is empty. */
  readonly packageFolder?: string | undefined;
  /** The bundled runner: what the image of a container would start. */
  readonly runnerFile: string;
  /** The image of the runner; without it, tasks are processes. */
  readonly taskImage?: string | undefined;
  /** The folder with the `bootstrap` of AWS's runtime clients. */
  readonly runtimeDir: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Seconds of AWS that pass in one second here. */
  readonly timeScale: number;
  /** The functions whose time limit is scaled too, where it is over a minute; none if it is not given. */
  readonly scalesTimeoutOf?: (functionName: string) => boolean;
  readonly timeline: Timeline;
  readonly region: string;
  /** The name of the packaged stack, where it is not the one that it would be deployed by. */
  readonly stackName?: string;
  /** What a task is, for suites that only want to know that it was launched. */
  readonly launchTask?: LaunchTask;
  /** How ECS behaves, where not as by default. */
  readonly ecs?: Partial<EcsSettings>;
  /** Calls of Lambda's API per second, apart from invocations and GetFunction; as on AWS if it is not given. */
  readonly lambdaCallsPerSecond?: number;
  /** How many tasks run at once; two if it is not given. */
  readonly taskCap?: number;
  /** Where the page of the console was built; without it, there is no console. */
  readonly consoleFolder?: string | undefined;
  /** Runs functions with the AWS SDK for JavaScript v2 too, which call the real AWS. */
  readonly allowAwsSdkV2?: boolean;
  /** The key of people and their tools; a random one if it is not given. */
  readonly developerKey?: AccessKey;
  /** Armed from the start. */
  readonly faults?: readonly Fault[];
  /** The AWS services; those of services/index.ts if they are not given. */
  readonly services?: readonly AwsService<ServiceRuntime>[];
  /** What belongs together on the timeline; rescues if it is not given. */
  readonly correlation?: Correlation;
}
