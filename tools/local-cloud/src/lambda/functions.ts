// The functions of the stack, as their template and their packaged code define them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  DEFAULT_MAX_EVENT_AGE_SECONDS,
  DEFAULT_MEMORY_MB,
  DEFAULT_RETRY_ATTEMPTS,
  DEFAULT_TIMEOUT_SECONDS,
} from '../aws-limits';
import { ApiError, UsageError } from '../errors';
import type { Resource, Stack } from '../template';

export interface LambdaFunction {
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
  readonly logging: { readonly format: string; readonly logGroup: string; readonly level?: string };
  readonly zipFile: string;
  readonly codeSha256: string;
  readonly codeSize: number;
  readonly deadLetterArn?: string;
  readonly onFailureArn?: string;
  readonly retryAttempts: number;
  readonly maxEventAgeSeconds: number;
}

export class Functions {
  private readonly byName: ReadonlyMap<string, LambdaFunction>;

  /** @param packageFolder where `serverless package` has left the zips */
  constructor(stack: Stack, packageFolder: string) {
    const all = stack.ofType('AWS::Lambda::Function').map((resource) => {
      const invokeConfig = stack
        .ofType('AWS::Lambda::EventInvokeConfig')
        .find(({ properties }) => properties['FunctionName'] === resource.ref);
      return readFunction(resource, invokeConfig, packageFolder);
    });
    this.byName = new Map(all.map((one) => [one.name, one]));
  }

  get all(): readonly LambdaFunction[] {
    return [...this.byName.values()];
  }

  /**
   * @param nameOrArn a name, an ARN, or either with a qualifier; a stack has no versions but `$LATEST`
   * @throws {ApiError} ResourceNotFoundException
   */
  get(nameOrArn: string): LambdaFunction {
    const name = nameOrArn.replace(/^.*:function:/, '').replace(/:.*$/, '');
    const found = this.byName.get(name);
    if (found) return found;
    throw new ApiError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
  }
}

type Properties = Resource['properties'];

function readFunction(
  { properties, ref, attributes }: Resource,
  invokeConfig: Resource | undefined,
  packageFolder: string,
): LambdaFunction {
  const zip = readZip(ref, properties, packageFolder);
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
    layerArns: (properties['Layers'] as string[] | undefined) ?? [],
    logging: loggingOf(ref, properties),
    ...zip,
    ...invocationOf(properties, invokeConfig?.properties ?? {}),
  };
}

/** The package's S3 key ends in the name of the zip that is to be uploaded. */
function readZip(name: string, properties: Properties, packageFolder: string) {
  const { S3Key } = properties['Code'] as { S3Key?: string };
  if (S3Key === undefined) {
    throw new UsageError(`function ${name} has no code in a zip: package it with a handler file`);
  }
  const zipFile = path.join(packageFolder, path.basename(S3Key));
  if (!existsSync(zipFile)) {
    throw new UsageError(`${zipFile} is missing: run \`npx nx run service:package\` first`);
  }
  const content = readFileSync(zipFile);
  const codeSha256 = createHash('sha256').update(content).digest('base64');
  return { zipFile, codeSha256, codeSize: content.length };
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

/** What asynchronous invocation does with the function's failures. */
function invocationOf(properties: Properties, invokeConfig: Properties) {
  const deadLetter = properties['DeadLetterConfig'] as { TargetArn?: string } | undefined;
  const destinations = invokeConfig['DestinationConfig'] as
    { OnFailure?: { Destination?: string } } | undefined;
  const deadLetterArn = deadLetter?.TargetArn;
  const onFailureArn = destinations?.OnFailure?.Destination;
  return {
    retryAttempts: Number(invokeConfig['MaximumRetryAttempts'] ?? DEFAULT_RETRY_ATTEMPTS),
    maxEventAgeSeconds: Number(
      invokeConfig['MaximumEventAgeInSeconds'] ?? DEFAULT_MAX_EVENT_AGE_SECONDS,
    ),
    ...(deadLetterArn !== undefined && { deadLetterArn }),
    ...(onFailureArn !== undefined && { onFailureArn }),
  };
}
