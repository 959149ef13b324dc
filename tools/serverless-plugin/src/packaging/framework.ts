// The part of the Serverless Framework (osls 4) and of serverless-esbuild that this plugin touches.
import { type Plugin } from 'esbuild';

/** One entry of `functions:`. */
export interface FunctionConfig {
  readonly handler?: string;
  readonly image?: unknown;
  /** Undefined means the provider's. */
  readonly runtime?: string;
  /** Undefined means the provider's. */
  readonly architecture?: string;
  /** Of serverless-esbuild: the function is not bundled. */
  skipEsbuild?: boolean;
  package?: { artifact?: string };
}

/** A file that serverless-esbuild bundles. */
export interface Entry {
  /** The handler's file, relative to the service. */
  readonly entry: string;
  readonly func: FunctionConfig;
  /** The key under `functions:`. */
  readonly functionAlias: string;
}

/** The options under `custom: esbuild:`, with serverless-esbuild's defaults. */
export interface BuildOptions {
  logLevel?: string;
  skipRebuild?: boolean;
  plugins?: unknown;
  readonly external?: readonly string[];
  /** Of `external`, what is not installed into the zips either; `*` means all. */
  readonly exclude?: string | readonly string[];
  readonly resolveExtensions?: readonly string[];
}

/** The plugin serverless-esbuild, with the methods that this one wraps. */
export interface Bundler {
  readonly buildOptions?: BuildOptions;
  /** The folder for bundles, absolute. */
  readonly buildDirPath?: string;
  readonly plugins: readonly Plugin[];
  readonly functions: Readonly<Record<string, FunctionConfig>>;
  readonly functionEntries: readonly Entry[];
  bundle(): Promise<void>;
  /** Installs what is `external` into the folder for bundles. */
  packExternalModules(): Promise<void>;
}

/** The framework's own compiler of `layers:`. */
export interface LayerCompiler {
  /** Asks CloudFormation whether the deployed layer is the same. */
  compareWithLastLayer(layerName: string): Promise<void>;
}

/** A resource of the compiled template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  DependsOn?: string | readonly string[];
}

export interface Log {
  notice(text: string): void;
  warning(text: string): void;
}

export interface Serverless {
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly serviceDir: string;
  /** serverless.yml; what needs AWS is not resolved yet while plugins are loaded. */
  readonly configurationInput: Readonly<Record<string, unknown>>;
  readonly processedInput: { readonly commands: readonly string[] };
  readonly pluginManager: { readonly plugins: readonly object[] };
  readonly service: {
    readonly provider: {
      readonly runtime?: string;
      readonly stage?: string;
      readonly architecture?: string;
      readonly compiledCloudFormationTemplate: {
        readonly Resources: Readonly<Record<string, Resource>>;
      };
    };
    getAllFunctions(): string[];
    getFunction(key: string): FunctionConfig;
    getAllLayers(): string[];
    getLayer(key: string): Pick<FunctionConfig, 'package'>;
  };
}
