// `rescues`: what is being rescued and what was.
import { type Interruption, wholeNumber } from '@immortal/shared/command-line';
import { watchHost } from '../aws/aws-host';
import { clientsFor } from '../aws/clients';
import { parserOf } from '../cli/parser';
import { PLACE_OPTIONS, placeOf } from '../cli/place';
import { JSON_OPTION, standardOutput } from '../output/output';
import { parseDuration } from '../output/times';
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
  ...JSON_OPTION,
} as const;

export async function rescues(args: readonly string[], { signal }: Interruption): Promise<number> {
  const options = await parserOf('rescues', args)
    .usage('$0\n\nLists what is being rescued and what was.')
    .options(OPTIONS)
    .parseAsync();
  const place = placeOf(options);
  const { ecs, logs } = clientsFor(place);
  return listRescues(
    {
      stack: place.stack,
      sinceMs: parseDuration('--since', options.since),
      ...(options.function !== undefined && { functionName: options.function }),
      ...(options.state !== undefined && { state: options.state }),
      limit: wholeNumber('--limit', options.limit, 1, 999_999),
    },
    {
      ...standardOutput(options),
      ecs,
      logs,
      isAws: watchHost(ecs),
      signal,
      now: () => new Date(),
    },
  );
}
