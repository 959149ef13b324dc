// The command line of the local cloud: `demo` shows one rescue, `serve` only serves, and the others control a running one.
import {
  type Interruption,
  refuseArguments,
  runInterruptibleCommand,
} from '@immortal/shared/command-line';
import yargs from 'yargs';
import { demo } from './demo/demo';
import { FAULT_POINTS } from '../services/fault-points';
import { faultTable } from '../kernel/faults/fault-table';
import { COMMON_OPTIONS, DEMO_OPTIONS, readOptions, SERVE_OPTIONS } from './options';
import { serve } from './serve';
import { addControlCommands } from './commands/control-commands';

runInterruptibleCommand('local-cloud', run, { mustCleanUp: true });

async function run({ signal }: Interruption): Promise<number> {
  let exitCode = 0;
  const cli = yargs(process.argv.slice(2))
    .scriptName('npm run cloud --')
    .command(
      'demo',
      'invoke a function asynchronously, and show how it is rescued',
      { ...COMMON_OPTIONS, ...DEMO_OPTIONS },
      async ({ event, function: name, keep, ...options }) => {
        if (printsFaults(options)) return;
        exitCode = await demo({ ...readOptions(options), event, function: name, keep }, signal);
      },
    )
    .command(
      ['serve', '$0'],
      'serve the packaged service, or an empty account, until Ctrl-C',
      { ...COMMON_OPTIONS, ...SERVE_OPTIONS },
      async ({ empty, ...options }) => {
        if (printsFaults(options)) return;
        exitCode = await serve({ ...readOptions(options), empty }, signal);
      },
    );
  await addControlCommands(cli, print).version(false).strict().fail(refuseArguments).parseAsync();
  return exitCode;
}

/** `--fault list` is a question, not a fault: nothing is started for it. */
function printsFaults({ fault }: { fault: readonly string[] }): boolean {
  if (!fault.includes('list')) return false;
  print(faultTable(FAULT_POINTS));
  return true;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
