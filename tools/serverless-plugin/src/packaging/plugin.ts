// Wraps packaging: it ends, an error takes a few lines, and AWS is not asked without need.
import { rmSync } from 'node:fs';
import { copyArtifacts, keepFromBundling } from './artifacts';
import { askedOfAws } from './asks-aws';
import { wrapBundler } from './bundler';
import { PackagingError } from './errors';
import { type Bundler, type LayerCompiler, type Log, type Serverless } from './framework';
import { checkHandlerFiles } from './handler-files';
import { dropImpliedDependencies } from './implied-dependencies';
import { checkStageName } from './stage-name';

/** Lambda's own default: https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html */
const DEFAULT_ARCHITECTURE = 'x86_64';
/** The framework's own default. */
const DEFAULT_STAGE = 'dev';

/**
 * A plugin of the Serverless Framework, listed after serverless-esbuild. It
 * - ends the packaging when a handler can't be bundled, and says why: the file, the line, the remedy;
 * - refuses a handler whose file or export is not there, and a stage by whose name the rights of another would reach it;
 * - installs packages that are not bundled for the machine that Lambda runs them on;
 * - takes a zip of `package: artifact:` as it is;
 * - packages `layers:` without asking AWS, and says what else makes the framework ask AWS;
 * - drops from the template what `DependsOn` only repeats.
 */
export class PackagingPlugin {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(
    private readonly serverless: Serverless,
    _options: unknown,
    { log }: { readonly log: Log },
  ) {
    this.sayWhatAsksAws(log); // now: the framework asks when all plugins are loaded
    const bundler = this.find('EsbuildServerlessPlugin') as Bundler | undefined;
    if (bundler) this.wrap(bundler, log);
    const begin = () => {
      this.userErrorOf(() => {
        checkStageName(serverless.service.provider.stage ?? DEFAULT_STAGE);
      });
      this.begin(bundler);
    };
    this.hooks = {
      initialize: () => {
        keepFromBundling(serverless);
        this.compileLayersOffline();
      },
      'after:package:initialize': begin,
      'after:deploy:function:initialize': begin,
      'before:package:createDeploymentArtifacts': () => {
        this.userErrorOf(() => {
          copyArtifacts(serverless);
        });
      },
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        dropImpliedDependencies(serverless);
      },
    };
  }

  private wrap(bundler: Bundler, log: Log): void {
    const { serviceDir, service } = this.serverless;
    wrapBundler(bundler, {
      serviceDir,
      log,
      architecture: service.provider.architecture ?? DEFAULT_ARCHITECTURE,
      asUserError: async (work) => {
        try {
          return await work();
        } catch (error) {
          throw this.asUserError(error);
        }
      },
    });
  }

  private begin(bundler: Bundler | undefined): void {
    if (!bundler) return;
    // What a packaging that failed has left there would come into the zips of the next one.
    if (bundler.buildDirPath) rmSync(bundler.buildDirPath, { recursive: true, force: true });
    this.userErrorOf(() => {
      checkHandlerFiles(bundler, this.serverless.serviceDir);
    });
  }

  /** Whether the deployed layer is the same matters to who deploys; without credentials the question would fail. */
  private compileLayersOffline(): void {
    if (this.serverless.processedInput.commands[0] !== 'package') return;
    const compiler = this.find('AwsCompileLayers') as LayerCompiler | undefined;
    if (compiler) compiler.compareWithLastLayer = () => Promise.resolve();
  }

  private sayWhatAsksAws(log: Log): void {
    const asked = askedOfAws(this.serverless);
    if (asked.length === 0) return;
    log.warning(
      `serverless.yml asks AWS while it is packaged, which needs credentials and the network: ${asked.join(', ')}. ` +
        'To package offline, let CloudFormation resolve it (${AWS::AccountId} in !Sub, {{resolve:ssm:…}}, !ImportValue), or use a stage parameter (${param:…}) or a zip on your disk.',
    );
  }

  private find(className: string): object | undefined {
    const { plugins } = this.serverless.pluginManager;
    return plugins.find((one) => one.constructor.name === className);
  }

  private userErrorOf(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw this.asUserError(error);
    }
  }

  /** The framework prints one message for its own errors and a stack for all others. */
  private asUserError(error: unknown): unknown {
    if (!(error instanceof PackagingError)) return error;
    return new this.serverless.classes.Error(error.message, 'PACKAGING_FAILED');
  }
}
