// The part of the Serverless Framework (osls 4) and of serverless-esbuild that the plugin uses; the framework's own
// types describe serverless.yml only.
import { type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { type Plugin } from 'esbuild';
import { type Template, type TemplateValue } from './template';

/** One entry of `functions:`. */
export interface FunctionConfig {
  /** The physical name. */
  readonly name: string;
  /** `FILE.EXPORT`. */
  readonly handler?: string;
  /** Undefined means the provider's. */
  readonly architecture?: string;
  readonly environment?: Readonly<Record<string, unknown>>;
  events?: (string | Readonly<Record<string, unknown>>)[];
  /** A role other than the provider's; its permissions are up to the owner. */
  readonly role?: unknown;
  readonly url?: unknown;
  deadLetter?: DeadLetterConfig | null;
  readonly destinations?: { readonly onFailure?: unknown };
  /** The framework's own way to name a dead-letter queue. */
  readonly onError?: unknown;
  /** `null` or `false`: not even the provider's. */
  readonly vpc?: VpcConfig | false | null;
  /** The policy as written; undefined for a function that is not rescued. */
  readonly rescue?: unknown;
  /** Of serverless-esbuild: the function is not bundled. */
  skipEsbuild?: boolean;
  /** `artifact`: the zip, built by another tool or, after packaging, by serverless-esbuild. */
  package?: { artifact?: string; readonly individually?: boolean };
}

/** The `vpc:` of a function or of the provider. A value that CloudFormation computes is a list as a whole. */
export interface VpcConfig {
  readonly subnetIds?: readonly TemplateValue[] | Readonly<Record<string, unknown>>;
  readonly securityGroupIds?: readonly TemplateValue[] | Readonly<Record<string, unknown>>;
}

/** The `deadLetter:` of a function; dead-letter/schema.ts describes it to the framework. */
export interface DeadLetterConfig {
  readonly sqs?: string | Readonly<Record<string, unknown>>;
  readonly sns?: string;
  readonly targetArn?: string | { readonly GetResourceArn: string } | null;
}

/** A file that serverless-esbuild bundles. */
export interface Entry {
  /** The handler's file, relative to the service. */
  readonly entry: string;
  readonly func: Pick<FunctionConfig, 'handler' | 'architecture'>;
  /** The key under `functions:`. */
  readonly functionAlias: string;
}

/** The options under `custom: esbuild:`, with serverless-esbuild's defaults. */
export interface BuildOptions {
  logLevel?: string;
  skipRebuild?: boolean;
  plugins?: unknown;
  readonly external?: readonly string[];
  /** The packages of `external` that are not installed into the zips either; `*` means all. */
  readonly exclude?: string | readonly string[];
  readonly resolveExtensions?: readonly string[];
}

/** The plugin serverless-esbuild, with the methods that this plugin wraps. */
export interface Bundler {
  readonly buildOptions?: BuildOptions;
  /** The folder for bundles, absolute. */
  readonly buildDirPath?: string;
  readonly plugins: readonly Plugin[];
  readonly functions: Readonly<Record<string, FunctionConfig>>;
  readonly functionEntries: readonly Entry[];
  bundle(): Promise<void>;
  /** Installs the packages of `external` into the folder for bundles. */
  packExternalModules(): Promise<void>;
}

/** The framework's own compiler of `layers:`. */
export interface LayerCompiler {
  /** Asks CloudFormation whether the deployed layer is the same. */
  compareWithLastLayer(layerName: string): Promise<void>;
}

/** An API call as plugins made it before the framework dropped the AWS SDK v2. */
export type LegacyRequest = (
  service: string,
  method: string,
  params: Readonly<Record<string, unknown>>,
  ...ignored: unknown[]
) => Promise<unknown>;

/** How plugins of that time printed a line. */
export interface LegacyCli {
  log: (message: string, ...ignored: unknown[]) => void;
}

export interface AwsProvider {
  readonly naming: {
    getLambdaLogicalId(key: string): string;
    getLogGroupLogicalId(key: string): string;
    /** `Nightly` + `Dash` + `report` for `nightly-report`: the beginning of the logical ids of its resources. */
    getNormalizedFunctionName(key: string): string;
  };
  getRegion(): string;
  getAwsSdkV3Config(): Promise<CloudFormationClientConfig>;
  request: LegacyRequest;
}

export interface Log {
  info(text: string): void;
  notice(text: string): void;
  warning(text: string): void;
}

/** What the framework passes to plugins beside itself. */
export interface PluginUtils {
  readonly log: Log;
}

export interface Serverless {
  readonly cli: LegacyCli;
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly configSchemaHandler: {
    defineFunctionProperties(provider: 'aws', schema: object): void;
  };
  /** serverless.yml; while plugins are loaded, variables that need AWS are not resolved yet. */
  readonly configurationInput: Readonly<Record<string, unknown>>;
  readonly pluginManager: { readonly plugins: readonly object[] };
  readonly processedInput: { readonly commands: readonly string[] };
  /** The service's folder, absolute. */
  readonly serviceDir: string;
  readonly service: {
    /** Its name. */
    readonly service: string;
    readonly custom?: {
      /** The name of one of the networks. */
      readonly network?: unknown;
      readonly networks?: Readonly<Record<string, unknown>>;
      /** Images by `<runtime>/<architecture>`. */
      readonly runnerImages?: unknown;
    };
    /** The `package:` of serverless.yml. */
    readonly package?: { readonly individually?: boolean };
    /** The `resources:` of serverless.yml. */
    readonly resources?: { readonly Resources?: Template['Resources'] };
    readonly provider: {
      readonly stage?: string;
      readonly architecture?: string;
      readonly vpc?: VpcConfig;
      readonly compiledCloudFormationTemplate: Template;
    };
    getAllFunctions(): string[];
    getFunction(key: string): FunctionConfig;
    getAllLayers(): string[];
    getLayer(key: string): Pick<FunctionConfig, 'package'>;
  };
  getProvider(name: 'aws'): AwsProvider;
}

/** The functions of a service by their keys. */
export function functionsOf({ service }: Serverless): [key: string, config: FunctionConfig][] {
  return service.getAllFunctions().map((key) => [key, service.getFunction(key)]);
}

/** The template; the framework replaces it when packaging starts, so don't keep it. */
export function templateOf({ service }: Serverless): Template {
  return service.provider.compiledCloudFormationTemplate;
}
