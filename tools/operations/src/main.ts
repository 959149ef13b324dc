// The operators' command line. `operations NAME …` runs one command; `npm run NAME -- …` does the same.
import { refuseArguments, runInterruptibleCommand } from '@immortal/shared/command-line';
import yargs from 'yargs';
import { explain } from './aws/aws-failure';
import { type Command } from './cli/command';

interface Entry {
  readonly describe: string;
  /** Loads the command only when it is called: the SDK clients of all would take longer than some commands do. */
  readonly load: () => Promise<Command>;
}

const COMMANDS = new Map<string, Entry>([
  [
    'parked',
    {
      describe: 'lists, shows, redrives, and drops events that could not be rescued',
      load: async () => (await import('./parked/command')).parked,
    },
  ],
  [
    'rescues',
    {
      describe: 'lists what is being rescued and what was',
      load: async () => (await import('./rescues/command')).rescues,
    },
  ],
  [
    'smoke',
    {
      describe: 'makes a deployed stage rescue one event',
      load: async () => (await import('./smoke/command')).smoke,
    },
  ],
  [
    'verify',
    {
      describe: 'looks at what AWS’s documentation leaves open',
      load: async () => (await import('./verify/command')).verify,
    },
  ],
  [
    'cost',
    {
      describe: 'estimates what a rescue costs',
      load: async () => (await import('./cost/command')).cost,
    },
  ],
]);

const [name = '', ...args] = process.argv.slice(2);
const entry = COMMANDS.get(name);
if (entry === undefined) runInterruptibleCommand('operations', help);
else {
  const run = async (interruption: Parameters<Command>[1]) =>
    (await entry.load())(args, interruption);
  runInterruptibleCommand(name, run, { explain });
}

/** Shows the commands with `--help`, and refuses anything else. */
async function help(): Promise<number> {
  const parser = yargs(process.argv.slice(2)).scriptName('operations').version(false);
  for (const [command, { describe }] of COMMANDS) parser.command(command, describe);
  await parser.demandCommand(1, 'name a command').strict().fail(refuseArguments).parseAsync();
  return 0;
}
