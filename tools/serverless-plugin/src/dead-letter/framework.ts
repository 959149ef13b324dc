// The part of the Serverless Framework (osls 4) that this plugin touches; its own types describe serverless.yml only.
import { type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';

/** A value in a template: plain text, or an intrinsic function such as `{ Ref: 'Queue' }`. */
export type TemplateValue = string | { readonly [intrinsic: string]: unknown };

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
}

export interface Template {
  Resources: Record<string, TemplateResource | undefined>;
}

/** One entry of `functions:`. */
export interface FunctionConfig {
  /** The physical name. */
  readonly name: string;
  /** A role of its own, whose rights are the owner's. */
  readonly role?: unknown;
  readonly deadLetter?: DeadLetterConfig | null;
}

/** The `deadLetter:` of a function; `schema.ts` describes the same to the framework. */
export interface DeadLetterConfig {
  readonly sqs?: string | Readonly<Record<string, unknown>>;
  readonly sns?: string;
  readonly targetArn?: string | { readonly GetResourceArn: string } | null;
}

/** An API call as plugins made it before the framework gave up the AWS SDK v2. */
export type LegacyRequest = (
  service: string,
  method: string,
  params: Readonly<Record<string, unknown>>,
  ...ignored: unknown[]
) => Promise<unknown>;

export interface AwsProvider {
  readonly naming: {
    getLambdaLogicalId(functionName: string): string;
    getLogGroupLogicalId(functionName: string): string;
  };
  getRegion(): string;
  getAwsSdkV3Config(): Promise<CloudFormationClientConfig>;
  request: LegacyRequest;
}

/** How plugins of the time printed a line. */
export interface LegacyCli {
  log: (message: string, ...ignored: unknown[]) => void;
}

export interface Serverless {
  readonly cli: LegacyCli;
  readonly classes: { Error: new (message: string, code: string) => Error };
  readonly configSchemaHandler: {
    defineFunctionProperties(provider: 'aws', schema: Readonly<Record<string, unknown>>): void;
  };
  readonly pluginManager: { getPlugins(): readonly object[] };
  readonly service: {
    readonly provider: { readonly compiledCloudFormationTemplate: Template };
    getAllFunctions(): string[];
    getFunction(functionName: string): FunctionConfig;
  };
  getProvider(name: 'aws'): AwsProvider;
}

/** What the framework hands to plugins beside itself. */
export interface PluginUtils {
  readonly log: { warning(message: string): void; info(message: string): void };
}
