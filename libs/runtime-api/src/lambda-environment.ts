// The environment variables that Lambda sets for a function: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html

/** The facts that the environment is made from. */
export interface FunctionSetting {
  readonly functionName: string;
  readonly functionVersion: string;
  /** As Lambda names it: `nodejs24.x`. */
  readonly runtime: string;
  /** The value of `_HANDLER`. */
  readonly handler: string;
  readonly memoryMb: number;
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** The level of JSON logs; undefined for plain text. */
  readonly jsonLogLevel?: string;
  readonly taskRoot: string;
  readonly runtimeDir: string;
  readonly optDir: string;
  readonly traceId?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Lambda's reserved names, which a function's variables can't set.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_(NAME|VERSION|MEMORY_SIZE)|INITIALIZATION_TYPE|LOG_(GROUP|STREAM)_NAME|RUNTIME_API)|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

/** Variables that hold paths of the function or its layers. */
const HOLDS_PATHS = /^(AWS_LAMBDA_EXEC_WRAPPER|NODE_OPTIONS)$/;

/**
 * Lambda's reserved variables override the function's, which override the defaults.
 *
 * @param variables the function's own
 * @param platform PATH and LD_LIBRARY_PATH of the machine or image, and what AWS calls need there: credentials, endpoints
 * @returns the complete environment
 */
export function lambdaEnvironment(
  setting: FunctionSetting,
  variables: Variables,
  platform: Variables,
): Record<string, string> {
  const own = Object.entries(variables)
    .filter(([name]) => !RESERVED.test(name))
    .map(([name, value]) => [
      name,
      HOLDS_PATHS.test(name) ? translatePaths(value, setting) : value,
    ]);
  return {
    ...defined(defaults(setting, platform)),
    ...defined(Object.fromEntries(own) as Variables),
    ...defined(withoutPaths(platform)),
    ...defined(reserved(setting)),
  };
}

/** Whether the runtime is OS-only: its functions have a bootstrap of their own. */
export function isCustomRuntime(runtime: string): boolean {
  return runtime.startsWith('provided');
}

/** Whether the folder of runtimes that this library builds has a client for the runtime, or the runtime needs none. */
export function hasLocalClient(runtime: string): boolean {
  return /^(nodejs|python3\.)/.test(runtime) || isCustomRuntime(runtime);
}

/** Variables that a function can override: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
function defaults(setting: FunctionSetting, platform: Variables): Variables {
  const { runtimeDir, taskRoot, optDir } = setting;
  const major = /^nodejs(\d+)/.exec(setting.runtime)?.[1];
  const python = /^python\d+\.\d+$/.exec(setting.runtime)?.[0];
  const packages = [
    `${optDir}/python/lib/${python ?? ''}/site-packages`,
    `${optDir}/python`,
    runtimeDir,
  ];
  const libraries = [runtimeDir, `${runtimeDir}/lib`, taskRoot, `${taskRoot}/lib`, `${optDir}/lib`];
  const modules = [
    `${optDir}/nodejs/node${major ?? ''}/node_modules`,
    `${optDir}/nodejs/node_modules`,
    `${runtimeDir}/node_modules`,
    runtimeDir,
    taskRoot,
  ];
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    // Makes the X-Ray SDK log a missing segment instead of throwing.
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    // AWS's base images set both as Lambda does, with the paths that their runtime needs.
    PATH: withSegment(platform['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', `${optDir}/bin`),
    LD_LIBRARY_PATH:
      platform['LD_LIBRARY_PATH'] ?? ['/lib64', '/usr/lib64', ...libraries].join(':'),
    ...(major !== undefined && { NODE_PATH: modules.join(':') }),
    ...(python !== undefined && { PYTHONPATH: packages.join(':') }),
  };
}

function reserved(setting: FunctionSetting): Variables {
  return {
    _HANDLER: translatePaths(setting.handler, setting),
    _X_AMZN_TRACE_ID: setting.traceId,
    AWS_REGION: setting.region,
    AWS_DEFAULT_REGION: setting.region,
    // Lambda does not set it for custom runtimes.
    AWS_EXECUTION_ENV: isCustomRuntime(setting.runtime)
      ? undefined
      : `AWS_Lambda_${setting.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: setting.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: setting.functionVersion,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(setting.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: setting.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: setting.logStreamName,
    ...(setting.jsonLogLevel !== undefined && {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: setting.jsonLogLevel,
    }),
    LAMBDA_TASK_ROOT: setting.taskRoot,
    LAMBDA_RUNTIME_DIR: setting.runtimeDir,
  };
}

/** Translates Lambda's paths, /var/task and /opt, to the actual folders. */
function translatePaths<Text extends string | undefined>(
  text: Text,
  setting: FunctionSetting,
): Text {
  const { taskRoot, optDir } = setting;
  return text?.replaceAll(/(?<=^|[\s=])\/(?:opt|var\/task)(?=\/)/g, (folder) =>
    folder === '/opt' ? optDir : taskRoot,
  ) as Text;
}

/** A function can override the platform's paths, but nothing else of it. */
function withoutPaths(platform: Variables): Variables {
  return { ...platform, PATH: undefined, LD_LIBRARY_PATH: undefined };
}

function withSegment(list: string, segment: string): string {
  return list.split(':').includes(segment) ? list : `${list}:${segment}`;
}

function defined(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
