// The command line of `npm run rescues`.
import { printable } from '@immortal/shared';
import yargs from 'yargs';
import { clientsFor } from '../clients';
import { runCommand } from '../command-line';
import { UsageError } from '../errors';
import { PLACE_OPTIONS, placeOf } from '../place';
import { parseDuration } from '../times';
import { LAST_ONE_COUNTS, refuseArguments } from '../usage';
import { watchHost } from './called-host';
import { listRescues } from './list';
import { STATES } from './rescue';

const OPTIONS = {
  ...PLACE_OPTIONS,
  since: {
    type: 'string',
    nargs: 1,
    default: '24h',
    describe: 'how far to look back: 30m, 24h, 7d; what has not ended is always shown',
  },
  function: {
    type: 'string',
    nargs: 1,
    describe: 'only this one, with or without the stack’s name',
  },
  state: { type: 'string', nargs: 1, choices: STATES, describe: 'only those in this state' },
  limit: {
    type: 'string',
    nargs: 1,
    default: '100',
    describe: 'how many at most, the newest first',
  },
  json: { type: 'boolean', default: false, describe: 'print JSON lines' },
} as const;

/** Characters of a line that does not go to a terminal. */
const WIDTH_ELSEWHERE = 200;

runCommand('rescues', async (signal) => {
  const args = await yargs(process.argv.slice(2))
    .scriptName('npm run rescues --')
    .usage('$0\n\nLists what is being rescued and what was.')
    .parserConfiguration(LAST_ONE_COUNTS)
    .options(OPTIONS)
    .version(false)
    .strict()
    .fail(refuseArguments)
    .parseAsync();
  const place = placeOf(args);
  const { ecs, logs } = clientsFor(place);
  return listRescues(
    {
      stack: place.stack,
      sinceMs: parseDuration('--since', args.since),
      ...(args.function !== undefined && { functionName: args.function }),
      ...(args.state !== undefined && { state: args.state }),
      limit: limitOf(args.limit),
      json: args.json,
    },
    {
      ...{ ecs, logs, signal },
      isAws: watchHost(ecs),
      now: () => new Date(),
      write: (line) => process.stdout.write(`${line}\n`),
      note: (text) => process.stderr.write(`${printable(text)}\n`),
      width: process.stdout.isTTY ? process.stdout.columns : WIDTH_ELSEWHERE,
    },
  );
});

function limitOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--limit is ${JSON.stringify(text)}: pass a whole number from 1 to 999999`);
}
