// The environment that Lambda gives to a function: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html

/** What the environment of a function is made of. */
export interface FunctionSetting {
  readonly functionName: string;
  readonly functionVersion: string;
  /** Such as nodejs24.x. */
  readonly runtime: string;
  /** What goes into `_HANDLER`. */
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
 * Names that Lambda keeps for itself, so that a function's variables cannot set them.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_(NAME|VERSION|MEMORY_SIZE)|INITIALIZATION_TYPE|LOG_(GROUP|STREAM)_NAME|RUNTIME_API)|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

/** Variables by which Lambda's runtimes find files of the function or of its layers. */
const NAMES_FILES = /^(AWS_LAMBDA_EXEC_WRAPPER|NODE_OPTIONS)$/;

/**
 * The complete environment. Lambda's own variables win over the function's, which win over defaults.
 *
 * @param variables the function's own
 * @param platform PATH and LD_LIBRARY_PATH of the machine or image, and what the function needs to
 * call AWS from there: credentials, endpoints
 */
export function lambdaEnvironment(
  setting: FunctionSetting,
  variables: Variables,
  platform: Variables,
): Record<string, string> {
  const own = Object.entries(variables)
    .filter(([name]) => !RESERVED.test(name))
    .map(([name, value]) => [name, NAMES_FILES.test(name) ? placed(value, setting) : value]);
  return {
    ...defined(defaults(setting, platform)),
    ...defined(Object.fromEntries(own) as Variables),
    ...defined(withoutPaths(platform)),
    ...defined(reserved(setting)),
  };
}

/** Functions of an OS-only runtime bring their own bootstrap. */
export function isCustomRuntime(runtime: string): boolean {
  return runtime.startsWith('provided');
}

/** What a function may replace: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
function defaults(setting: FunctionSetting, platform: Variables): Variables {
  const { runtimeDir, taskRoot, optDir } = setting;
  const major = /^nodejs(\d+)/.exec(setting.runtime)?.[1];
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
    // So that the X-Ray SDK logs the missing segment of a function that is not traced, instead of throwing.
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    // The base images of AWS set both as Lambda does, with what their runtime needs.
    PATH: withSegment(platform['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', `${optDir}/bin`),
    LD_LIBRARY_PATH:
      platform['LD_LIBRARY_PATH'] ?? ['/lib64', '/usr/lib64', ...libraries].join(':'),
    ...(major !== undefined && { NODE_PATH: modules.join(':') }),
  };
}

function reserved(setting: FunctionSetting): Variables {
  return {
    _HANDLER: placed(setting.handler, setting),
    _X_AMZN_TRACE_ID: setting.traceId,
    AWS_REGION: setting.region,
    AWS_DEFAULT_REGION: setting.region,
    // Lambda does not define it for custom runtimes.
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

/** Paths as they are on Lambda, where code is in /var/task and layers are in /opt, as they are here. */
function placed<Text extends string | undefined>(text: Text, setting: FunctionSetting): Text {
  const { taskRoot, optDir } = setting;
  return text?.replaceAll(/(?<=^|[\s=])\/(?:opt|var\/task)(?=\/)/g, (folder) =>
    folder === '/opt' ? optDir : taskRoot,
  ) as Text;
}

/** The paths are defaults, which a function may replace; the rest of the platform it may not. */
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
