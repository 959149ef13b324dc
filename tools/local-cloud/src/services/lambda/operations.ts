// Lambda's operations: https://docs.aws.amazon.com/lambda/latest/api/
import type { Caller } from '../../kernel/authentication/callers';
import type { Seal } from '../../kernel/authentication/seal';
import type { Permissions } from '../../kernel/authorization/permissions';
import type { Operation } from '../../kernel/aws-service';
import type { WireRequest } from '../../kernel/wire';
import type { Stack } from '../../kernel/template';
import { codeAddress } from './code-address';
import type { ControlPlane } from './control-plane';
import { configurationOf } from './function-configuration';
import { whyNotDecrypted } from './decryption';
import type { Functions, LambdaFunction } from './functions';
import { invoke, type InvokeRuntime } from './invoke';
import type { Layer, Layers } from './layers';
import { listFunctions, listMappings } from './lists';
import { functionPermission, listPermission } from './permissions';
import type { LambdaInput } from './protocol';
import { withDeadLetterConfig } from './update-configuration';

export interface LambdaRuntime extends InvokeRuntime {
  readonly functions: Functions;
  readonly layers: Layers;
  readonly controlPlane: Pick<ControlPlane, 'take'>;
  readonly stack: Stack;
  readonly permissions: Pick<Permissions, 'refusal'>;
  readonly origin: string;
  readonly seal: Pick<Seal, 'of'>;
}

type Operations = Readonly<Record<string, Operation<LambdaRuntime, LambdaInput>>>;

const UNLIMITED: Operations = {
  Invoke: {
    permissions: ({ input }, stack) => functionPermission('InvokeFunction', input, stack),
    handle: ({ input, request }, runtime) => invoke(named(input, runtime), request, runtime),
  },
  GetFunction: {
    permissions: ({ input }, stack) => functionPermission('GetFunction', input, stack),
    handle: ({ input, caller }, runtime) =>
      describeFunction(named(input, runtime), caller, runtime),
  },
  GetFunctionConfiguration: {
    permissions: ({ input }, stack) => functionPermission('GetFunctionConfiguration', input, stack),
    handle: ({ input, caller }, runtime) =>
      configurationFor(named(input, runtime), caller, runtime),
  },
  UpdateFunctionConfiguration: {
    permissions: ({ input }, stack) =>
      functionPermission('UpdateFunctionConfiguration', input, stack),
    handle: ({ input, request }, runtime) =>
      updateFunction(named(input, runtime), request, runtime),
  },
  ListFunctions: {
    permissions: () => listPermission('ListFunctions'),
    handle: ({ input: { query } }, { functions, layers }) =>
      listFunctions(functions.all, layers, query),
  },
  ListEventSourceMappings: {
    permissions: () => listPermission('ListEventSourceMappings'),
    handle: ({ input: { query } }, { stack, functions }) => listMappings(stack, functions, query),
  },
  GetLayerVersionByArn: {
    permissions: ({ input: { query } }) => [
      { action: 'lambda:GetLayerVersion', resource: query.get('Arn') ?? '' },
    ],
    handle: ({ input: { query } }, runtime) =>
      describeLayer(runtime.layers.get(query.get('Arn') ?? ''), runtime),
  },
};

/** Each with its quota. */
export const OPERATIONS: Operations = Object.fromEntries(
  Object.entries(UNLIMITED).map(([name, operation]) => [name, limited(name, operation)]),
);

function limited(
  name: string,
  operation: Operation<LambdaRuntime, LambdaInput>,
): Operation<LambdaRuntime, LambdaInput> {
  return {
    ...operation,
    handle(call, runtime) {
      runtime.controlPlane.take(name);
      return operation.handle(call, runtime);
    },
  };
}

/** @throws {ApiError} ResourceNotFoundException, or InvalidParameterValueException for one that is not emulated */
function named({ functionName, query }: LambdaInput, { functions }: LambdaRuntime): LambdaFunction {
  return functions.get(functionName, query.get('Qualifier'));
}

function updateFunction(
  fn: LambdaFunction,
  request: WireRequest,
  { functions, layers, stack, permissions }: LambdaRuntime,
): object {
  const updated = withDeadLetterConfig(fn, request, stack, permissions);
  functions.update(updated);
  return configurationOf(updated, layers);
}

function configurationFor(
  fn: LambdaFunction,
  caller: Caller | undefined,
  { layers, permissions }: LambdaRuntime,
): object {
  return configurationOf(fn, layers, whyNotDecrypted(fn, caller, permissions));
}

function describeFunction(
  fn: LambdaFunction,
  caller: Caller | undefined,
  runtime: LambdaRuntime,
): object {
  return {
    Configuration: configurationFor(fn, caller, runtime),
    Code: { RepositoryType: 'S3', Location: codeAddress(fn.name, runtime) },
  };
}

function describeLayer({ arn, codeSha256, codeSize }: Layer, runtime: LambdaRuntime): object {
  return {
    LayerVersionArn: arn,
    Content: {
      Location: codeAddress(arn, runtime),
      CodeSha256: codeSha256,
      CodeSize: codeSize,
    },
  };
}
