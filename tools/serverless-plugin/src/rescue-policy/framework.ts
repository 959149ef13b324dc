// The part of the Serverless Framework (osls 4) that this plugin touches, and the template that it compiles.

export interface Resource {
  readonly Type: string;
  Properties?: Record<string, unknown>;
}

export interface Template {
  readonly Resources: Record<string, Resource | undefined>;
}

/** One entry of `functions:`. */
export interface FunctionConfig {
  /** The physical name. */
  readonly name: string;
  /** The policy as it is written; undefined for a function that is not rescued. */
  readonly rescue?: unknown;
  readonly environment?: Readonly<Record<string, unknown>>;
  /** `FILE.EXPORT`. */
  readonly handler?: string;
  readonly events?: readonly (string | Readonly<Record<string, unknown>>)[];
  readonly role?: unknown;
  readonly url?: unknown;
  /** `artifact`: the zip, once it is made. */
  readonly package?: { readonly artifact?: string };
}

/** What the framework hands to plugins beside itself. */
export interface PluginUtils {
  readonly log: { warning(message: string): void };
}

export interface Serverless {
  readonly serviceDir: string;
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly configSchemaHandler: {
    defineFunctionProperties(provider: 'aws', schema: object): void;
  };
  readonly service: {
    readonly provider: { readonly compiledCloudFormationTemplate: Template };
    getAllFunctions(): string[];
    getFunction(key: string): FunctionConfig;
  };
  getProvider(name: 'aws'): {
    readonly naming: { getLambdaLogicalId(key: string): string };
  };
}
