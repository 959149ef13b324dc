// Everything before the function starts: who is to run, with what, from where, in which world.
import fs from 'node:fs';
import path from 'node:path';
import { type LambdaClient } from '@aws-sdk/client-lambda';
import {
  type Invocation,
  type Metadata,
  openOutputPipes,
  type RuntimeOptions,
} from '@immortal/runtime-api';
import { decodeContract, fromEnvironment, type RescueContract } from '@immortal/shared';
import { overlay, type GivenArguments } from './arguments/command-line';
import { findBootstrap } from './boot/bootstrap';
import { installCode } from './function/install-code';
import { credentialVariables } from './boot/credential-variables';
import { withinDeadline } from './boot/deadline';
import { getDeployedFunction, type DeployedFunction } from './function/deployed-function';
import { functionEnvironment } from './boot/environment';
import { RefusalError, TemporaryError } from './errors';
import { handlerEvent } from './arguments/event';
import { handlerName } from './boot/handler-name';
import { assertFits } from './boot/image-fit';
import { createLambdaClient } from './aws/lambda-client';
import { type Facts } from './report/log-lines';
import { type RunnerDeps } from './run';
import { readSettings, type Settings } from './arguments/settings';
import { taskMetadata, type TaskMetadata } from './aws/task-metadata';

/** A function that is ready to be started. */
export interface Prepared {
  readonly runtime: RuntimeOptions;
  readonly invocation: Invocation;
  readonly stopTimeoutSeconds: number;
  readonly outputSeconds: number;
  readonly warnAfterSeconds: number | undefined;
  /** In MB, where ECS tells it. */
  readonly taskMemoryMb: number | undefined;
}

/** @throws {Error} of every kind in errors.ts, of the contract and of archives */
export async function prepare(
  given: GivenArguments,
  deps: RunnerDeps,
  facts: Facts,
): Promise<Prepared> {
  const settings = readSettings(deps.env, given.settings);
  return withinDeadline(
    settings.prepareSeconds,
    prepareWith(settings, given, deps, facts),
    () => Object.keys(facts.startup).at(-1) ?? 'none',
  );
}

async function prepareWith(
  settings: Settings,
  given: GivenArguments,
  deps: RunnerDeps,
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
  const { deployed, task, event } = await ask(lambda, contract, settings, deps);
  deps.step('function');
  facts.functionVersion = deployed.version;
  assertFits({ functionName, ...deployed }, { ...settings, arch: deps.arch });
  assertMounted(functionName, deployed);
  const handler = handlerName(deployed.handler, settings.taskRoot, handlerPath);
  await install(lambda, contract, deployed, settings, deps);
  const memoryMb = task.memoryMb ?? deployed.memoryMb;
  const credentials = settings.credentialsInEnvironment
    ? await credentialVariables(lambda, deps)
    : {};
  const world = { ...settings, context, deployed, handler, region, memoryMb };
  return {
    runtime: {
      command: findBootstrap(deployed.runtime, settings),
      cwd: settings.taskRoot,
      env: { ...functionEnvironment(world, deps.env), ...credentials },
      output: deps.log,
      pipes,
      metadata: zoneOf(task),
    },
    invocation: invocation(event, contract, deployed, settings),
    stopTimeoutSeconds: settings.stopTimeoutSeconds,
    outputSeconds: settings.outputSeconds,
    warnAfterSeconds: settings.warnAfterSeconds,
    taskMemoryMb: task.memoryMb,
  };
}

interface Answers {
  readonly deployed: DeployedFunction;
  readonly task: TaskMetadata;
  readonly event: Buffer;
}

/** Everything that others have to tell, asked at once. */
async function ask(
  lambda: LambdaClient,
  { context, event: source }: RescueContract,
  { metadataUri }: Settings,
  deps: RunnerDeps,
): Promise<Answers> {
  const [deployed, task, event] = await Promise.all([
    getDeployedFunction(lambda, context, deps.env),
    taskMetadata(metadataUri).catch((error: unknown) => {
      deps.warn(`ECS did not say how much memory the task has: ${String(error)}.`);
      return {};
    }),
    handlerEvent(source, lambda.config, deps),
  ]);
  return { deployed, task, event };
}

async function install(
  lambda: LambdaClient,
  { context }: RescueContract,
  deployed: DeployedFunction,
  settings: Settings,
  deps: RunnerDeps,
): Promise<void> {
  await installCode(context.functionName, deployed, settings, {
    ...deps,
    lambda,
    relocate: async () => {
      const { code } = await getDeployedFunction(lambda, context, deps.env);
      if (code.sha256 === deployed.code.sha256) return code;
      // Its handler and variables may have changed with it: all of it or nothing.
      throw new TemporaryError(
        `Function ${context.functionName} was deployed anew while its code was fetched. Another task runs the new version.`,
      );
    },
    onDownloaded: () => {
      deps.step('download');
    },
  });
  deps.step('unpack');
  warnOfExtensions(settings.optDir, deps);
}

function invocation(
  event: Buffer,
  { context }: RescueContract,
  deployed: DeployedFunction,
  { maxSeconds, traceId }: Settings,
): Invocation {
  const { clientContext, identity } = context;
  return {
    event,
    requestId: context.awsRequestId,
    invokedFunctionArn: context.invokedFunctionArn ?? deployed.arn,
    ...(maxSeconds !== undefined && { timeoutMs: maxSeconds * 1000 }),
    ...(traceId !== undefined && { traceId }),
    ...(clientContext !== undefined && { clientContext: JSON.stringify(clientContext) }),
    ...(identity !== undefined && { cognitoIdentity: JSON.stringify(identity) }),
  };
}

/** ECS tells a zone by its name, Lambda by its id: the name is more to go by than nothing. */
function zoneOf({ availabilityZone }: TaskMetadata): Metadata {
  return availabilityZone === undefined ? {} : { availabilityZoneId: availabilityZone };
}

/** @throws {RefusalError} if the function works on a file system that the task does not have */
function assertMounted(functionName: string, { mountPaths }: DeployedFunction): void {
  const missing = mountPaths.find((mountPath) => !fs.existsSync(mountPath));
  if (missing === undefined) return;
  throw new RefusalError(
    `Function ${functionName} works on a file system at ${missing}, which this task does not have. Mount it there in the task definition.`,
  );
}

function warnOfExtensions(optDir: string, { warn }: Pick<RunnerDeps, 'warn'>): void {
  const folder = path.join(optDir, 'extensions');
  if (!fs.existsSync(folder)) return;
  const names = fs.readdirSync(folder).join(', ');
  warn(`The layers bring external extensions (${names}), which do not run outside of Lambda.`);
}
