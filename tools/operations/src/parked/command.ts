// `parked`: the events that could not be rescued, for the people who operate the service.
import { type Interruption, UsageError } from '@immortal/shared/command-line';
import { clientsFor } from '../aws/clients';
import { confirmation, YES_OPTION } from '../cli/confirm';
import { parserOf } from '../cli/parser';
import { PLACE_OPTIONS, type PlaceArguments, placeOf } from '../cli/place';
import { JSON_OPTION, standardOutput } from '../output/output';
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
const COMMON = { ...PLACE_OPTIONS, ...JSON_OPTION } as const;
const CHANGING = { ...COMMON, ...YES_OPTION } as const;
const REDRIVE = {
  ...CHANGING,
  all: { type: 'boolean', default: false, describe: 'everything that is parked' },
  to: { type: 'string', nargs: 1, describe: 'another queue than the one it came from' },
} as const;

export async function parked(args: readonly string[], interruption: Interruption): Promise<number> {
  let exitCode = 0;
  await parserOf('parked', args)
    .command('list', 'lists what is parked', COMMON, async (options) => {
      exitCode = await list(depsOf(options, interruption));
    })
    .command(
      'show <id>',
      'shows everything about a parked event',
      (parser) => parser.positional('id', ID).options(COMMON),
      async ({ id, ...options }) => {
        exitCode = await show(id, depsOf(options, interruption));
      },
    )
    .command(
      'redrive [id]',
      'sends a parked event, or all, back to run again',
      (parser) => parser.positional('id', { ...ID, demandOption: false }).options(REDRIVE),
      async ({ id, all, to, ...options }) => {
        const messageId = onlyChoice(id, all, to);
        const deps = changingDepsOf(options, interruption);
        exitCode = await (messageId === undefined
          ? redriveAll(deps)
          : redriveOne(messageId, to, deps));
      },
    )
    .command(
      'drop <id>',
      'prints a parked event and deletes it',
      (parser) => parser.positional('id', ID).options(CHANGING),
      async ({ id, ...options }) => {
        exitCode = await drop(id, changingDepsOf(options, interruption));
      },
    )
    .demandCommand(1, 'name a command: list, show, redrive or drop')
    .parseAsync();
  return exitCode;
}

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
      '--to goes with the ID of one message: events of several functions do not belong in one queue',
    );
  }
  return id;
}

type CommonArguments = PlaceArguments & { readonly json: boolean };

function depsOf(options: CommonArguments, { signal }: Interruption): ParkedDeps {
  const place = placeOf(options);
  const { sqs, s3 } = clientsFor(place);
  return {
    ...standardOutput(options),
    sqs,
    s3,
    signal,
    stack: place.stack,
  };
}

function changingDepsOf(
  options: CommonArguments & { readonly yes: boolean },
  interruption: Interruption,
): ChangingDeps {
  const { stdin: input, stderr: output } = process;
  const confirm = confirmation({ yes: options.yes, input, output, interruption });
  return { ...depsOf(options, interruption), confirm };
}
