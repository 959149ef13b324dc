// The command line of the local cloud: `demo` plays the whole way once, `serve` only serves.
import yargs from 'yargs';
import { demo } from './demo/demo';
import { UsageError } from './errors';
import { serve } from './serve';
import { TemplateError } from './template';

/** Exit code of a process that Ctrl-C has ended. */
const INTERRUPTED = 130;

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption.abort(new Interrupted(signal));
  });
}

class Interrupted extends Error {}

const common = {
  port: {
    type: 'number',
    default: 0,
    describe: 'port on 127.0.0.1; 0 takes any that is free',
    coerce: (port: number) => wholeNumber('--port', port, 0, 65_535),
  },
  region: { type: 'string', nargs: 1, default: 'eu-west-1', describe: 'AWS region to play' },
  'time-scale': {
    type: 'number',
    default: 900,
    describe: 'seconds of AWS that pass in one second here: retries, timeouts over a minute',
    coerce: (scale: number) => wholeNumber('--time-scale', scale, 1, 100_000),
  },
  json: { type: 'boolean', default: false, describe: 'print JSON lines' },
} as const;

const ofTheDemo = {
  event: { type: 'string', nargs: 1, describe: 'file with the event (default: the sample’s)' },
  function: { type: 'string', nargs: 1, describe: 'function to invoke (default: the sample)' },
} as const;

void yargs(process.argv.slice(2))
  .scriptName('local-cloud')
  .command(
    'demo',
    'invokes a function asynchronously and shows how it is rescued',
    { ...common, ...ofTheDemo },
    ({ event, function: name, ...options }) =>
      run(() => demo({ ...options, event, function: name }, interruption.signal)),
  )
  .command('serve', 'serves the packaged service until it is stopped', common, (options) =>
    run(() => serve(options, interruption.signal)),
  )
  .demandCommand(1, 'name a command: demo or serve')
  .strict()
  .fail((message, error) => {
    fail(error instanceof Error ? error : new UsageError(`${message} (--help shows all options)`));
  })
  .parseAsync();

async function run(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    fail(error);
  }
}

/** What a user can cause is one line; anything else is a defect and shows its stack. */
function fail(error: unknown): void {
  if (error instanceof Interrupted) {
    process.exitCode = INTERRUPTED;
    return;
  }
  const expected = error instanceof UsageError || error instanceof TemplateError;
  const text = expected ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`local-cloud: ${text ?? ''}\n`);
  process.exitCode = 1;
}

function wholeNumber(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UsageError(`${name} is ${value}: pass a whole number from ${min} to ${max}`);
}
