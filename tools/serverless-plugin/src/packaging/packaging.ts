// Wraps serverless-esbuild and the framework's packaging.
import { rmSync } from 'node:fs';
import { type PluginContext } from '../context';
import {
  type Bundler,
  type LayerCompiler,
  type Log,
  type Serverless,
  templateOf,
} from '../framework';
import { type Hooks, TEMPLATE_COMPLETE } from '../hooks';
import { copyArtifacts, keepFromBundling } from './artifacts';
import { awsCallsOf } from './aws-calls';
import { wrapBundler } from './bundler';
import { checkHandlerFiles } from './handler-files';
import { dropImpliedDependencies } from './implied-dependencies';
import { checkStageName } from './stage-name';

/** Lambda's own default: https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html */
const DEFAULT_ARCHITECTURE = 'x86_64';
/** The framework's own default. */
const DEFAULT_STAGE = 'dev';

/**
 * - Ends packaging when a handler can't be bundled, and reports the file, the line and the remedy.
 * - Refuses a handler whose file or export is missing, and a stage name that another stage's permissions would cover.
 * - Installs packages that are not bundled for the platform that Lambda runs on.
 * - Uses a zip of `package: artifact:` unchanged.
 * - Packages `layers:` without calling AWS, and reports what else makes the framework call AWS.
 * - Removes redundant `DependsOn` entries from the template.
 */
export function packaging({ serverless, log, reportMistakes }: PluginContext): Hooks {
  warnOfAwsCalls(serverless, log); // now: the framework calls AWS once all plugins are loaded
  const { serviceDir, service } = serverless;
  const bundler = findBundler(serverless);
  if (bundler) {
    const architecture = service.provider.architecture ?? DEFAULT_ARCHITECTURE;
    wrapBundler(bundler, { serviceDir, log, architecture, reportMistakes });
  }
  const begin = () => {
    checkStageName(service.provider.stage ?? DEFAULT_STAGE);
    if (bundler) clearAndCheck(bundler, serviceDir);
  };
  return {
    initialize: () => {
      keepFromBundling(serverless);
      compileLayersOffline(serverless);
    },
    'after:package:initialize': begin,
    'after:deploy:function:initialize': begin,
    'before:package:createDeploymentArtifacts': () => {
      copyArtifacts(serverless);
    },
    [TEMPLATE_COMPLETE]: () => {
      dropImpliedDependencies(templateOf(serverless));
    },
  };
}

function clearAndCheck(bundler: Bundler, serviceDir: string): void {
  // Files that a failed run left there would end up in the zips of the next one.
  if (bundler.buildDirPath) rmSync(bundler.buildDirPath, { recursive: true, force: true });
  checkHandlerFiles(bundler, serviceDir);
}

/** Comparing with the deployed layer matters only for a deployment, and fails without credentials. */
function compileLayersOffline(serverless: Serverless): void {
  if (serverless.processedInput.commands[0] !== 'package') return;
  const compiler = findPlugin('AwsCompileLayers', serverless) as LayerCompiler | undefined;
  if (compiler) compiler.compareWithLastLayer = () => Promise.resolve();
}

function warnOfAwsCalls(serverless: Serverless, log: Log): void {
  const calls = awsCallsOf(serverless);
  if (calls.length === 0) return;
  log.warning(
    `Packaging calls AWS for serverless.yml, which needs credentials and the network: ${calls.join(', ')}. ` +
      'To package offline, let CloudFormation resolve it (${AWS::AccountId} in !Sub, {{resolve:ssm:…}}, !ImportValue), or use a stage parameter (${param:…}) or a zip on your disk.',
  );
}

/** serverless-esbuild, if the service uses it. */
export function findBundler(serverless: Serverless): Bundler | undefined {
  return findPlugin('EsbuildServerlessPlugin', serverless) as Bundler | undefined;
}

function findPlugin(className: string, { pluginManager }: Serverless): object | undefined {
  return pluginManager.plugins.find((one) => one.constructor.name === className);
}
