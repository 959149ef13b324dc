// The command line of the local cloud: `demo` plays the whole way once, `serve` only serves.
import yargs from 'yargs';
import { demo } from './demo/demo';
import { UsageError } from './errors';
import { readFault } from './faults/fault-option';
import { faultTable } from './faults/fault-table';
import { taskKind } from './prepare';
import { serve } from './serve';
import { TemplateError } from './template';

/** Exit code of a process that Ctrl-C has ended. */
const INTERRUPTED = 130;

class Interrupted extends Error {}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption.abort(new Interrupted(signal));
  });
}

/** Whoever reads the output has gone (`| head`): nobody waits for the end any more. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  interruption.abort(new Interrupted('EPIPE'));
});

const common = {
  port: {
    type: 'string',
    nargs: 1,
    default: '0',
    describe: 'port on 127.0.0.1; 0 takes a free one',
  },
  region: { type: 'string', nargs: 1, default: 'eu-west-1', describe: 'AWS region to play' },
  'time-scale': {
    type: 'string',
    nargs: 1,
    default: '900',
    describe: 'seconds of AWS that pass in one second here: retries, timeouts over a minute',
  },
  tasks: {
    type: 'string',
    nargs: 1,
    default: 'process',
    describe: 'process or docker: what tasks run as; docker is containers of the runner’s image',
  },
  fault: {
    type: 'string',
    array: true,
    nargs: 1,
    default: [] as string[],
    describe: 'POINT=KIND[:COUNT]: what is to go wrong; list shows what can; any number of times',
  },
  json: { type: 'boolean', default: false, describe: 'print JSON lines' },
} as const;

const ofTheDemo = {
  event: { type: 'string', nargs: 1, describe: 'file with the event (default: the sample’s)' },
  function: { type: 'string', nargs: 1, describe: 'function to invoke (default: the sample)' },
} as const;

async function main(): Promise<void> {
  await yargs(process.argv.slice(2))
    .scriptName('local-cloud')
    .command(
      'demo',
      'invokes a function asynchronously and shows how it is rescued',
      { ...common, ...ofTheDemo },
      async ({ event, function: name, ...options }) => {
        if (printsFaults(options)) return;
        const all = { ...checked(options), event, function: name };
        process.exitCode = await demo(all, interruption.signal);
      },
    )
    .command(
      'serve',
      'serves the packaged service until it is stopped',
      common,
      async (options) => {
        if (printsFaults(options)) return;
        process.exitCode = await serve(checked(options), interruption.signal);
      },
    )
    .demandCommand(1, 'name a command: demo or serve')
    .strict()
    .fail((message: string | null, error?: Error) => {
      if (error && error.name !== 'YError') throw error;
      throw new UsageError(`${message ?? error?.message ?? ''} (--help shows all options)`);
    })
    .parseAsync();
}

main().catch(fail);

/** `--fault list` is a question, not a fault: nothing is started for it. */
function printsFaults({ fault }: { fault: readonly string[] }): boolean {
  if (!fault.includes('list')) return false;
  process.stdout.write(`${faultTable()}\n`);
  return true;
}

interface GivenOptions {
  readonly port: string;
  readonly timeScale: string;
  readonly tasks: string;
  readonly fault: readonly string[];
}

function checked<T extends GivenOptions>(options: T) {
  return {
    ...options,
    faults: options.fault.map(readFault),
    tasks: taskKind(options.tasks),
    port: wholeNumber('--port', options.port, 0, 65_535),
    timeScale: wholeNumber('--time-scale', options.timeScale, 1, 100_000),
  };
}

/** What a user can cause is one line; anything else is a defect and shows its stack. */
function fail(error: unknown): void {
  if (interruption.signal.aborted) {
    process.exitCode = INTERRUPTED;
    return;
  }
  const text = error instanceof Error ? messageOf(error) : String(error);
  process.stderr.write(`local-cloud: ${text}\n`);
  process.exitCode = 1;
}

function messageOf(error: Error): string {
  const expected = error instanceof UsageError || error instanceof TemplateError;
  return expected ? error.message : (error.stack ?? error.message);
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(
    `${name} is ${JSON.stringify(text)}: pass a whole number from ${min} to ${max}`,
  );
}
