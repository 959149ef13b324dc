// Wraps serverless-esbuild: bundling ends, its result is checked, and an error takes a few lines.
import { bundleCollector, type Bundle } from './bundles';
import { bundlingError, describe, isBuildFailure } from './bundling-error';
import { checkExports, missingExternals, otherArchitectures } from './check-bundles';
import { type Bundler, type Log } from './framework';
import { checkHandlerFiles } from './handler-files';
import { installError } from './install-error';
import { bundledNativeCode } from './native-code';

/** AWS's names of processors, in those of Node.js, which npm takes. */
const CPU: Readonly<Record<string, string>> = { x86_64: 'x64', arm64: 'arm64' };

export interface Packaging {
  /** The service's folder, absolute. */
  readonly serviceDir: string;
  /** Of the functions: x86_64 or arm64. */
  readonly architecture: string;
  readonly log: Log;
  /** Makes of an error what the framework prints in its own way. */
  readonly asUserError: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Replaces the two methods of serverless-esbuild that do the work. */
export function wrapBundler(bundler: Bundler, packaging: Packaging): void {
  const bundle = bundler.bundle.bind(bundler);
  const packExternalModules = bundler.packExternalModules.bind(bundler);
  const { asUserError } = packaging;
  bundler.bundle = () => asUserError(() => bundleAndCheck(bundler, bundle, packaging));
  bundler.packExternalModules = () =>
    asUserError(() => installExternals(bundler, packExternalModules, packaging));
}

async function bundleAndCheck(
  bundler: Bundler,
  bundle: () => Promise<void>,
  { serviceDir, architecture, log }: Packaging,
): Promise<void> {
  checkHandlerFiles(bundler, serviceDir);
  const bundles: Bundle[] = [];
  const options = bundler.buildOptions ?? {};
  const own = bundler.plugins;
  options.plugins = [...own, bundleCollector((one) => bundles.push(one))];
  // Otherwise serverless-esbuild keeps esbuild running for a rebuild, and after an error nothing would ever end it.
  options.skipRebuild = true;
  options.logLevel ??= 'silent'; // what it has to say is said here
  try {
    await bundle();
  } catch (error) {
    throw isBuildFailure(error) ? bundlingError(error, serviceDir) : error;
  } finally {
    options.plugins = own;
  }
  for (const { warnings } of bundles) {
    for (const warning of warnings) log.warning(describe(warning, serviceDir));
  }
  checkExports(bundler.functionEntries, bundles, serviceDir);
  const warnings = [
    ...missingExternals(bundler, bundles, serviceDir),
    ...otherArchitectures(bundler, bundles, architecture),
    ...bundledNativeCode(bundles, serviceDir),
  ];
  for (const one of warnings) log.warning(one);
}

/** npm gets told for which machine: that of Lambda, and not the one that packages. */
async function installExternals(
  { buildOptions }: Bundler,
  packExternalModules: () => Promise<void>,
  { architecture, log }: Packaging,
): Promise<void> {
  const external = (buildOptions?.external ?? []).join(', ');
  if (external === '') return packExternalModules();
  const cpu = CPU[architecture] ?? architecture;
  log.notice(`Installing ${external} for linux, ${cpu}`);
  const platform = { npm_config_os: 'linux', npm_config_cpu: cpu, npm_config_libc: 'glibc' };
  const before = Object.keys(platform).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, platform);
  try {
    await packExternalModules();
  } catch (error) {
    throw error instanceof Error && 'stderr' in error ? installError(error, external) : error;
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}
