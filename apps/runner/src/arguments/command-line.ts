// The command line: the contract's values as options, for local runs. A container receives variables instead.
import { CONTRACT_VARIABLES, type GivenValue, type GivenValues } from '@immortal/shared';
import { type Options } from 'yargs';
import { version } from '../../package.json';
import { SettingError } from '../errors';
import { RUNNER_VARIABLES } from './settings';

/** What the command line asks for. */
export type Arguments =
  /** The text of `--help` or `--version`, to print. */
  { readonly print: string } | GivenArguments;

export interface GivenArguments {
  readonly given: GivenValues;
  readonly settings: GivenSettings;
}

/** The options for the runner's own variables. */
export type GivenSettings = {
  readonly [name in 'maxSeconds' | 'runtimeDir' | 'taskRoot' | 'optDir']?: GivenValue;
};

const CONTRACT_OPTIONS = {
  event: ['event', CONTRACT_VARIABLES.event, 'the event, as JSON'],
  'event-s3': [
    'eventS3',
    CONTRACT_VARIABLES.eventS3,
    'the S3 address of the event: s3://bucket/key',
  ],
  context: ['context', CONTRACT_VARIABLES.context, 'the data part of the Lambda context, as JSON'],
  'handler-path': [
    'handlerPath',
    CONTRACT_VARIABLES.handlerPath,
    'the handler file to use instead of the configured one',
  ],
  region: ['region', CONTRACT_VARIABLES.region, "the function's region"],
} as const;

const SETTING_OPTIONS = {
  'max-seconds': [
    'maxSeconds',
    RUNNER_VARIABLES.maxSeconds,
    'stop the function after this many seconds',
  ],
  'runtime-dir': [
    'runtimeDir',
    RUNNER_VARIABLES.runtimeDir,
    "the folder with the runtime's bootstrap",
  ],
  'task-root': ['taskRoot', RUNNER_VARIABLES.taskRoot, "an empty folder for the function's code"],
  'opt-dir': ['optDir', RUNNER_VARIABLES.optDir, 'an empty folder for the layers'],
} as const;

const OPTIONS = { ...CONTRACT_OPTIONS, ...SETTING_OPTIONS };

/**
 * @param argv the command line without node and the script
 * @throws {SettingError} in one line, for an unknown option, an option without value, or one given twice
 */
export async function parseArguments(argv: readonly string[]): Promise<Arguments> {
  if (argv.length === 0) return { given: {}, settings: {} };
  let printed = '';
  const values = await (
    await parser()
  ).parseAsync([...argv], {}, (_error, _values, output) => {
    printed = output;
  });
  if (printed !== '') return { print: printed };
  return { given: pick(CONTRACT_OPTIONS, values), settings: pick(SETTING_OPTIONS, values) };
}

async function parser() {
  // Loaded on demand: a container has no arguments and should not wait for yargs.
  const { default: yargs } = await import('yargs');
  const options = Object.entries(OPTIONS).map(([name, [, variable, what]]) => {
    return [name, { type: 'string', nargs: 1, describe: `${what} [${variable}]` } as const];
  });
  return yargs([])
    .scriptName('runner')
    .usage(
      '$0 [options]\n\nRuns a Lambda function once, in this container, without its time limit.',
    )
    .options(Object.fromEntries(options) as Record<string, Options>)
    .epilogue('An option overrides the variable in brackets.')
    .version(version)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
    })
    .locale('en')
    .strict()
    .exitProcess(false)
    .fail((message, error) => {
      throw new SettingError(describe(message || error.message));
    });
}

/** Adds what yargs leaves out: how to pass a value that looks like an option. */
function describe(message: string): string {
  const option = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  return option === undefined
    ? `${message}. See --help.`
    : `--${option} has no value. For a value that begins with a hyphen, write --${option}=… See --help.`;
}

type OptionTable = Readonly<Record<string, readonly [string, string, string]>>;

function pick<T extends OptionTable>(
  options: T,
  values: Readonly<Record<string, unknown>>,
): Record<T[keyof T][0], GivenValue> {
  const given: Record<string, GivenValue> = {};
  for (const [name, [member]] of Object.entries(options)) {
    const value = values[name];
    const label = `--${name}`;
    if (Array.isArray(value)) throw new SettingError(`${label} is given twice. Give it once.`);
    if (typeof value === 'string') given[member] = { value, label };
  }
  return given;
}

/** Options override variables. An event on the command line, in either form, overrides both event variables. */
export function overlay(options: GivenValues, variables: GivenValues): GivenValues {
  const { event, eventS3, ...others } = variables;
  const hasEvent = options.event !== undefined || options.eventS3 !== undefined;
  return { ...others, ...(!hasEvent && { event, eventS3 }), ...options };
}
