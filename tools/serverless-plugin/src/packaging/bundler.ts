// Wraps serverless-esbuild: ends its processes, checks its bundles, and shortens its errors.
import { type PluginContext } from '../context';
import { type Bundler, type Log } from '../framework';
import { bundleCollector, type Bundle } from './bundles';
import { bundlingError, describe, isBuildFailure } from './bundling-error';
import { checkExports, missingExternals, otherArchitectures } from './check-bundles';
import { checkHandlerFiles } from './handler-files';
import { installError } from './install-error';
import { bundledNativeCode } from './native-code';

/** Node.js's names for AWS's architectures; npm uses these. */
const CPU: Readonly<Record<string, string>> = { x86_64: 'x64', arm64: 'arm64' };

export interface Packaging {
  /** The service's folder, absolute. */
  readonly serviceDir: string;
  /** The provider's: x86_64 or arm64. */
  readonly architecture: string;
  readonly log: Log;
  readonly reportMistakes: PluginContext['reportMistakes'];
}

/** Replaces the two methods of serverless-esbuild that bundle and install. */
export function wrapBundler(bundler: Bundler, packaging: Packaging): void {
  const bundle = bundler.bundle.bind(bundler);
  const packExternalModules = bundler.packExternalModules.bind(bundler);
  const { reportMistakes } = packaging;
  bundler.bundle = () => reportMistakes(() => bundleAndCheck(bundler, bundle, packaging));
  bundler.packExternalModules = () =>
    reportMistakes(() => installExternals(bundler, packExternalModules, packaging));
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
  // Otherwise serverless-esbuild keeps esbuild running for a rebuild, and after an error it would never end.
  options.skipRebuild = true;
  options.logLevel ??= 'silent'; // its messages are printed here
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

/** Tells npm to install for Lambda's platform instead of this machine's. */
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
