// The functions of the stack, as their template and their packaged code define them.
import { isCustomRuntime } from '@immortal/runtime-api';
import { DEFAULT_MEMORY_MB, DEFAULT_TIMEOUT_SECONDS } from '../aws-limits';
import { ApiError, UsageError } from '../errors';
import { type Resource, type Stack, TemplateError } from '../template';
import {
  checkEventInvokeConfigs,
  type FailureSettings,
  readFailureSettings,
} from './failure-settings';
import { type PackagedZip, readPackagedZip } from './packaged-zip';

export interface LambdaFunction extends PackagedZip, FailureSettings {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly role: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly architectures: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly layerArns: readonly string[];
  readonly lastModified: Date;
  readonly logging: { readonly format: string; readonly logGroup: string; readonly level?: string };
}

/** A name, a partial ARN or an ARN, with or without a qualifier. */
const FUNCTION_NAME =
  /^(arn:[^:]+:lambda:[^:]+:\d+:function:|(?:\d+:)?function:)?([\w-]+)(?::(.+))?$/;
/** A stack's only versions: the function itself, and the one that AWS::Lambda::Version would make. */
const VERSIONS: readonly (string | null | undefined)[] = [undefined, null, '$LATEST', '1'];

export class Functions {
  private readonly byName: Map<string, LambdaFunction>;

  /**
   * @param packageFolder where `serverless package` has left the zips
   * @throws {TemplateError | UsageError} for what can't be played, or a missing zip
   */
  constructor(stack: Stack, packageFolder: string) {
    checkEventInvokeConfigs(stack);
    const all = stack
      .ofType('AWS::Lambda::Function')
      .map((resource) => readFunction(resource, stack, packageFolder));
    this.byName = new Map(all.map((one) => [one.name, one]));
  }

  get all(): readonly LambdaFunction[] {
    return [...this.byName.values()];
  }

  /** Takes the place of the function of the same name. */
  update(fn: LambdaFunction): void {
    this.byName.set(fn.name, fn);
  }

  /**
   * @param nameOrArn a name, an ARN, or either with a qualifier
   * @param qualifier given apart from the name
   * @throws {ApiError} ResourceNotFoundException
   */
  get(nameOrArn: string, qualifier?: string | null): LambdaFunction {
    const [, prefix = '', name = '', suffix] = FUNCTION_NAME.exec(nameOrArn) ?? [];
    const found = this.byName.get(name);
    const fits = found && (!prefix.startsWith('arn:') || found.arn === prefix + name);
    if (fits && VERSIONS.includes(suffix) && VERSIONS.includes(qualifier)) return found;
    const full = qualifier == null ? nameOrArn : `${nameOrArn}:${qualifier}`;
    throw new ApiError('ResourceNotFoundException', `Function not found: ${full}`, 404);
  }
}

type Properties = Resource['properties'];

function readFunction(resource: Resource, stack: Stack, packageFolder: string): LambdaFunction {
  const { properties, ref, attributes } = resource;
  return {
    name: ref,
    arn: String(attributes['Arn']),
    runtime: runtimeOf(resource),
    handler: String(properties['Handler']),
    role: String(properties['Role']),
    timeoutSeconds: Number(properties['Timeout'] ?? DEFAULT_TIMEOUT_SECONDS),
    memoryMb: Number(properties['MemorySize'] ?? DEFAULT_MEMORY_MB),
    architectures: (properties['Architectures'] as string[] | undefined) ?? ['x86_64'],
    variables: variablesOf(properties),
    layerArns: (properties['Layers'] as string[] | undefined) ?? [],
    lastModified: new Date(),
    logging: loggingOf(ref, properties),
    ...readPackagedZip(packageFolder, s3KeyOf(ref, properties)),
    ...readFailureSettings(resource, stack),
  };
}

function s3KeyOf(name: string, properties: Properties): string {
  const { S3Key } = properties['Code'] as { S3Key?: string };
  if (S3Key !== undefined) return S3Key;
  throw new UsageError(`function ${name} has no code in a zip: package it with a handler file`);
}

function runtimeOf({ logicalId, properties }: Resource): string {
  const runtime = String(properties['Runtime']);
  if (runtime.startsWith('nodejs') || isCustomRuntime(runtime)) return runtime;
  throw new TemplateError(
    `resource "${logicalId}" has the Runtime ${runtime}, but the local cloud runs nodejs and provided runtimes only: take it out for local runs`,
  );
}

function variablesOf(properties: Properties): Record<string, string> {
  const { Variables = {} } = (properties['Environment'] ?? {}) as {
    Variables?: Record<string, unknown>;
  };
  return Object.fromEntries(
    Object.entries(Variables).map(([name, value]) => [name, String(value)]),
  );
}

function loggingOf(name: string, properties: Properties): LambdaFunction['logging'] {
  const config = (properties['LoggingConfig'] ?? {}) as Record<string, string>;
  const level = config['ApplicationLogLevel'];
  return {
    format: config['LogFormat'] ?? 'Text',
    logGroup: config['LogGroup'] ?? `/aws/lambda/${name}`,
    ...(level !== undefined && { level }),
  };
}
