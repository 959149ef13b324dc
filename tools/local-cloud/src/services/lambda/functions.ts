// The functions of the stack, as their template and their packaged code define them.
import { hasLocalClient } from '@immortal/runtime-api';
import { hasProgram, programPath } from '../../kernel/child-environment';
import { DEFAULT_MEMORY_MB, DEFAULT_TIMEOUT_SECONDS } from '../../kernel/aws-limits';
import { ApiError, UsageError } from '../../kernel/errors';
import type { Resource, Stack } from '../../kernel/template';
import {
  aliasesIn,
  checkEventInvokeConfigs,
  type FailureSettings,
  readFailureSettings,
} from './failure-settings';
import type { FileSystemConfig } from './file-systems';
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
  readonly fileSystems: readonly FileSystemConfig[];
  /** Of the key that encrypts its variables, if it is not Lambda's own. */
  readonly kmsKeyArn?: string;
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
  /** Why those of the stack that are not emulated are not, by name. */
  private readonly notEmulated: ReadonlyMap<string, string>;
  private readonly qualifiers: readonly (string | null | undefined)[];

  /**
   * @param packageFolder where `serverless package` has left the zips
   * @throws {TemplateError | UsageError} for what can't run here, or a missing zip
   */
  constructor(stack: Stack, packageFolder: string) {
    checkEventInvokeConfigs(stack);
    const all = stack.ofType('AWS::Lambda::Function');
    const why = all.map((resource) => [resource.ref, whyNotEmulated(resource)] as const);
    this.notEmulated = new Map(
      why.flatMap(([name, one]) => (one === undefined ? [] : [[name, one]])),
    );
    this.byName = new Map(
      all
        .filter(({ ref }) => !this.notEmulated.has(ref))
        .map((resource) => [resource.ref, readFunction(resource, stack, packageFolder)]),
    );
    // All of them are the newest code here.
    this.qualifiers = [...VERSIONS, ...aliasesIn(stack)];
  }

  get all(): readonly LambdaFunction[] {
    return [...this.byName.values()];
  }

  /** The names of those that the stack has, and that can't run here. */
  get namesNotEmulated(): readonly string[] {
    return [...this.notEmulated.keys()];
  }

  /** Whether the stack has it, and it can't run here. */
  isNotEmulated(nameOrArn: string): boolean {
    return this.notEmulated.has(FUNCTION_NAME.exec(nameOrArn)?.[2] ?? '');
  }

  /** Takes the place of the function of the same name. */
  update(fn: LambdaFunction): void {
    this.byName.set(fn.name, fn);
  }

  /**
   * @param nameOrArn a name, an ARN, or either with a qualifier
   * @param qualifier given apart from the name
   * @throws {ApiError} ResourceNotFoundException, or InvalidParameterValueException for one that is not emulated
   */
  get(nameOrArn: string, qualifier?: string | null): LambdaFunction {
    const [, prefix = '', name = '', suffix] = FUNCTION_NAME.exec(nameOrArn) ?? [];
    const found = this.byName.get(name);
    const fits = found && (!prefix.startsWith('arn:') || found.arn === prefix + name);
    if (fits && [suffix, qualifier].every((one) => this.qualifiers.includes(one))) return found;
    const why = this.notEmulated.get(name);
    if (why !== undefined) throw isNotEmulated(name, why);
    const full = qualifier == null ? nameOrArn : `${nameOrArn}:${qualifier}`;
    throw new ApiError('ResourceNotFoundException', `Function not found: ${full}`, 404);
  }
}

type Properties = Resource['properties'];

function isNotEmulated(name: string, why: string): ApiError {
  const message = `The local cloud does not emulate the function ${name}: ${why}.`;
  return new ApiError('InvalidParameterValueException', message);
}

/** @returns undefined for a function that runs here */
export function whyNotEmulated({ properties }: Resource): string | undefined {
  const { ImageUri } = (properties['Code'] ?? {}) as { ImageUri?: unknown };
  if (ImageUri !== undefined) return 'it is a container image';
  const runtime = String(properties['Runtime']);
  if (!hasLocalClient(runtime)) {
    return `its runtime is ${runtime}, and only nodejs, python3 and provided runtimes run here`;
  }
  if (!runtime.startsWith('python') || [runtime, 'python3'].some(hasProgram)) return undefined;
  return `its runtime is ${runtime}, and this machine has neither ${runtime} nor python3 in ${programPath()}: install Python 3`;
}

function readFunction(resource: Resource, stack: Stack, packageFolder: string): LambdaFunction {
  const { properties, ref, attributes } = resource;
  return {
    name: ref,
    arn: String(attributes['Arn']),
    runtime: String(properties['Runtime']),
    handler: String(properties['Handler']),
    role: String(properties['Role']),
    timeoutSeconds: Number(properties['Timeout'] ?? DEFAULT_TIMEOUT_SECONDS),
    memoryMb: Number(properties['MemorySize'] ?? DEFAULT_MEMORY_MB),
    architectures: (properties['Architectures'] as string[] | undefined) ?? ['x86_64'],
    variables: variablesOf(properties),
    layerArns: layersOf(resource, stack),
    fileSystems: (properties['FileSystemConfigs'] as FileSystemConfig[] | undefined) ?? [],
    ...(properties['KmsKeyArn'] !== undefined && { kmsKeyArn: properties['KmsKeyArn'] as string }),
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

/** Layers of this stack; one from elsewhere is not available here, which limits.ts reports at the start. */
function layersOf({ properties }: Resource, stack: Stack): string[] {
  const own = stack.ofType('AWS::Lambda::LayerVersion').map(({ ref }) => ref);
  return ((properties['Layers'] ?? []) as string[]).filter((arn) => own.includes(arn));
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
