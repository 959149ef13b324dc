// `npm run parked`: the events that could not be rescued, for the people who run the service.
import { printable } from '@immortal/shared';
import yargs from 'yargs';
import { clientsFor } from '../clients';
import { runCommand } from '../command-line';
import { confirmation } from '../confirm';
import { UsageError } from '../errors';
import { PLACE_OPTIONS, type PlaceArguments, placeOf } from '../place';
import { LAST_ONE_COUNTS, refuseArguments } from '../usage';
import { type ChangingDeps, type ParkedDeps } from './deps';
import { drop } from './drop';
import { list } from './list';
import { redriveOne } from './redrive';
import { redriveAll } from './redrive-all';
import { show } from './show';

const ID = {
  type: 'string',
  demandOption: true,
  describe: 'the message, as list shows it, or the beginning of its ID',
} as const;
const COMMON = {
  ...PLACE_OPTIONS,
  json: { type: 'boolean', default: false, describe: 'print JSON lines' },
} as const;
const CHANGING = {
  ...COMMON,
  yes: { type: 'boolean', default: false, describe: 'do it without asking' },
} as const;
const REDRIVE = {
  ...CHANGING,
  all: { type: 'boolean', default: false, describe: 'everything that is parked' },
  to: { type: 'string', nargs: 1, describe: 'another queue than the one it came from' },
} as const;

/** Characters of a line that does not go to a terminal. */
const WIDTH_ELSEWHERE = 200;

runCommand('parked', async (signal, interrupt) => {
  let exitCode = 0;
  await yargs(process.argv.slice(2))
    .scriptName('npm run parked --')
    .parserConfiguration(LAST_ONE_COUNTS)
    .command('list', 'lists what is parked', COMMON, async (options) => {
      exitCode = await list(depsOf(options, signal));
    })
    .command(
      'show <id>',
      'shows everything about a parked event',
      (args) => args.positional('id', ID).options(COMMON),
      async ({ id, ...options }) => {
        exitCode = await show(id, depsOf(options, signal));
      },
    )
    .command(
      'redrive [id]',
      'sends a parked event, or all, back to run again',
      (args) => args.positional('id', { ...ID, demandOption: false }).options(REDRIVE),
      async ({ id, all, to, ...options }) => {
        const messageId = onlyChoice(id, all, to);
        const deps = changingDepsOf(options, signal, interrupt);
        exitCode = await (messageId === undefined
          ? redriveAll(deps)
          : redriveOne(messageId, to, deps));
      },
    )
    .command(
      'drop <id>',
      'prints a parked event and deletes it',
      (args) => args.positional('id', ID).options(CHANGING),
      async ({ id, ...options }) => {
        exitCode = await drop(id, changingDepsOf(options, signal, interrupt));
      },
    )
    .demandCommand(1, 'name a command: list, show, redrive or drop')
    .version(false)
    .strict()
    .fail(refuseArguments)
    .parseAsync();
  return exitCode;
});

/** @returns the id, or undefined for all */
function onlyChoice(
  id: string | undefined,
  all: boolean,
  to: string | undefined,
): string | undefined {
  if ((id === undefined) !== all)
    throw new UsageError('redrive takes either the ID of a message or --all');
  if (all && to !== undefined) {
    throw new UsageError(
      '--to goes with the ID of one message: events of several functions do not belong into one queue',
    );
  }
  return id;
}

type CommonArguments = PlaceArguments & { readonly json: boolean };

function depsOf(options: CommonArguments, signal: AbortSignal): ParkedDeps {
  const place = placeOf(options);
  const { sqs, s3 } = clientsFor(place);
  return {
    ...{ sqs, s3, signal, stack: place.stack, json: options.json },
    width: process.stdout.isTTY ? process.stdout.columns : WIDTH_ELSEWHERE,
    now: () => new Date(),
    write: (line) => process.stdout.write(`${line}\n`),
    note: (text) => process.stderr.write(`${printable(text)}\n`),
  };
}

function changingDepsOf(
  options: CommonArguments & { readonly yes: boolean },
  signal: AbortSignal,
  interrupt: () => void,
): ChangingDeps {
  const { stdin: input, stderr: output } = process;
  const confirm = confirmation({ yes: options.yes, input, output, signal, interrupt });
  return { ...depsOf(options, signal), confirm };
}
