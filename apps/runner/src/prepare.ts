// Everything before the function starts: resolves the function, its code, the event and the environment.
import { type LambdaClient } from '@aws-sdk/client-lambda';
import { type Invocation, openOutputPipes, type RuntimeOptions } from '@immortal/runtime-api';
import { decodeContract, fromEnvironment, type RescueContract } from '@immortal/shared';
import { overlay, type GivenArguments } from './arguments/command-line';
import { readEvent } from './arguments/event';
import { readSettings, type Settings } from './arguments/settings';
import { createLambdaClient } from './aws/lambda-client';
import { retry, type RetryDeps } from './aws/retry';
import { getTaskMetadata, type TaskMetadata } from './aws/task-metadata';
import { findBootstrap } from './boot/bootstrap';
import { credentialVariables } from './boot/credential-variables';
import { withinDeadline } from './boot/deadline';
import { functionEnvironment } from './boot/environment';
import { warnOfExtensions } from './boot/extensions';
import { assertMounted } from './boot/file-systems';
import { handlerName } from './boot/handler-name';
import { assertFits } from './boot/image-fit';
import { invocationOf } from './boot/invocation';
import { type RunnerDeps } from './deps';
import { TemporaryError } from './errors';
import { getDeployedFunction, type DeployedFunction } from './function/deployed-function';
import { installCode } from './function/install-code';
import { type Facts } from './report/log-lines';

/** A function that is ready to start. */
export interface Prepared {
  readonly runtime: RuntimeOptions;
  readonly invocation: Invocation;
  /** Types of errors after which another task tries. */
  readonly retryErrors: readonly string[];
  readonly stopTimeoutSeconds: number;
  readonly outputSeconds: number;
  readonly warnAfterSeconds: number | undefined;
  /** In MB; undefined if ECS does not report it. */
  readonly taskMemoryMb: number | undefined;
}

/** Temporary failures are retried for as long as the preparation may take. */
type PrepareDeps = RunnerDeps & Pick<RetryDeps, 'retryUntil'>;

/**
 * @throws {RunnerError} if the run can't start
 * @throws {ContractError} if the contract is malformed
 * @throws {UnpackError} if the code can't be unpacked
 */
export async function prepare(
  given: GivenArguments,
  deps: RunnerDeps,
  facts: Facts,
): Promise<Prepared> {
  const settings = readSettings(deps.env, given.settings);
  const retryUntil = deps.now() + settings.prepareSeconds * 1000;
  return withinDeadline(
    settings.prepareSeconds,
    prepareWith(settings, given, { ...deps, retryUntil }, facts),
    () => Object.keys(facts.startup).at(-1) ?? 'none',
  );
}

async function prepareWith(
  settings: Settings,
  given: GivenArguments,
  deps: PrepareDeps,
  facts: Facts,
): Promise<Prepared> {
  const contract = decodeContract(overlay(given.given, fromEnvironment(deps.env)));
  const { context, handlerPath, region } = contract;
  const { functionName } = context;
  facts.requestId = context.awsRequestId;
  facts.functionName = functionName;
  deps.step('arguments');
  const pipes = openOutputPipes();
  const lambda = createLambdaClient(region, deps.env);
  const { deployed, task, event } = await fetchInputs(lambda, contract, settings, deps);
  deps.step('function');
  facts.functionVersion = deployed.version;
  assertFits({ functionName, ...deployed }, { ...settings, arch: deps.arch });
  assertMounted(functionName, deployed.mountPaths);
  const handler = handlerName(deployed.handler, settings.taskRoot, handlerPath);
  await install(lambda, contract, deployed, settings, deps);
  const memoryMb = task.memoryMb ?? deployed.memoryMb;
  const credentials = settings.credentialsInEnvironment
    ? await credentialVariables(lambda, deps)
    : {};
  const input = { ...settings, context, deployed, handler, region, memoryMb };
  return {
    runtime: {
      command: findBootstrap(deployed.runtime, settings),
      cwd: settings.taskRoot,
      env: { ...functionEnvironment(input, deps.env), ...credentials },
      output: deps.log,
      pipes,
      // Lambda reports the zone's id, which ECS does not know. The zone's name is the closest to it.
      metadata: { availabilityZoneId: task.availabilityZone },
    },
    invocation: invocationOf(event, context, deployed.arn, settings),
    retryErrors: settings.retryErrors,
    stopTimeoutSeconds: settings.stopTimeoutSeconds,
    outputSeconds: settings.outputSeconds,
    warnAfterSeconds: settings.warnAfterSeconds,
    taskMemoryMb: task.memoryMb,
  };
}

interface Inputs {
  readonly deployed: DeployedFunction;
  readonly task: TaskMetadata;
  readonly event: Buffer;
}

/** The function from Lambda, the task from ECS and the event from S3, requested in parallel. */
async function fetchInputs(
  lambda: LambdaClient,
  { context, event: source }: RescueContract,
  { metadataUri }: Settings,
  deps: PrepareDeps,
): Promise<Inputs> {
  const [deployed, task, event] = await Promise.all([
    retry(() => getDeployedFunction(lambda, context, deps.env), deps),
    getTaskMetadata(metadataUri).catch((error: unknown) => {
      deps.warn(`ECS did not report the task's memory: ${String(error)}.`);
      return {};
    }),
    readEvent(source, lambda.config, deps),
  ]);
  return { deployed, task, event };
}

async function install(
  lambda: LambdaClient,
  { context }: RescueContract,
  deployed: DeployedFunction,
  settings: Settings,
  deps: PrepareDeps,
): Promise<void> {
  await installCode(context.functionName, deployed, settings, {
    ...deps,
    lambda,
    locateAgain: async () => {
      const { code } = await retry(() => getDeployedFunction(lambda, context, deps.env), deps);
      if (code.sha256 === deployed.code.sha256) return code;
      // The handler and the variables may have changed too: they must match the code.
      throw new TemporaryError(
        `Function ${context.functionName} was redeployed during the download. Another task runs the new version.`,
      );
    },
    onDownloaded: () => {
      deps.step('download');
    },
  });
  deps.step('unpack');
  warnOfExtensions(settings.optDir, deps);
}
