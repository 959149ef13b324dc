// The command line of the local cloud: `demo` plays the whole way once, `serve` only serves, the others steer what is served.
import { printable } from '@immortal/shared';
import yargs from 'yargs';
import { demo } from './demo/demo';
import { UsageError } from '../kernel/errors';
import { faultTable } from '../kernel/faults/fault-table';
import { COMMON_OPTIONS, DEMO_OPTIONS, readOptions, SERVE_OPTIONS } from './options';
import { serve } from './serve';
import { addControlCommands } from './commands/control-commands';
import { TemplateError } from '../kernel/template';

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

async function main(): Promise<void> {
  const cli = yargs(process.argv.slice(2))
    .scriptName('npm run cloud --')
    .command(
      'demo',
      'invokes a function asynchronously and shows how it is rescued',
      { ...COMMON_OPTIONS, ...DEMO_OPTIONS },
      async ({ event, function: name, keep, ...options }) => {
        if (printsFaults(options)) return;
        const all = { ...readOptions(options), event, function: name, keep };
        process.exitCode = await demo(all, interruption.signal);
      },
    )
    .command(
      ['serve', '$0'],
      'serves the packaged service, or an empty account, until it is stopped',
      { ...COMMON_OPTIONS, ...SERVE_OPTIONS },
      async ({ empty, ...options }) => {
        if (printsFaults(options)) return;
        process.exitCode = await serve({ ...readOptions(options), empty }, interruption.signal);
      },
    );
  await addControlCommands(cli, (text) => process.stdout.write(`${text}\n`))
    .version(false)
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

/** What a user can cause is one line; anything else is a defect and shows its stack. */
function fail(error: unknown): void {
  if (interruption.signal.aborted) {
    process.exitCode = INTERRUPTED;
    return;
  }
  const text = error instanceof Error ? messageOf(error) : String(error);
  process.stderr.write(`local-cloud: ${printable(text)}\n`);
  process.exitCode = 1;
}

function messageOf(error: Error): string {
  const expected = error instanceof UsageError || error instanceof TemplateError;
  return expected ? error.message : (error.stack ?? error.message);
}
