// The commands that control a running local cloud: their options and output.
import { refused, UsageError, wholeNumber } from '@immortal/shared/command-line';
import type { Status } from '../../console/api';
import type { Argv } from 'yargs';
import { MAX_INVOCATIONS } from '../../console/actions';
import { TOKEN_PARAMETER } from '../../console/token-check';
import { readEventFile } from '../demo/event-file';
import { FAULT_POINTS } from '../../services/fault-points';
import { readFault } from '../../kernel/faults/fault-option';
import type { Fault } from '../../kernel/faults/faults';
import { MAX_TIME_SCALE } from '../../kernel/time-scale';
import { scaleInWords } from '../../timeline';
import { Control } from './control-client';

const TEXT = { type: 'string', nargs: 1 } as const;
const ENDPOINT = {
  endpoint: {
    ...TEXT,
    describe: 'address of the local cloud, as npm run cloud prints it (default: AWS_ENDPOINT_URL)',
  },
} as const;
const INVOKE = {
  ...ENDPOINT,
  event: { ...TEXT, demandOption: true, describe: 'file that contains the event' },
  times: { ...TEXT, default: '1', describe: 'how many invocations' },
} as const;
const FAULTS = { type: 'string', array: true, demandOption: true } as const;
const ARMED = {
  ...FAULTS,
  describe: 'POINT=KIND[:COUNT]; --fault list prints all of them',
} as const;
const DISARMED = {
  ...FAULTS,
  describe: 'POINT=KIND, without a count',
} as const;

/** Adds `arm`, `disarm`, `time-scale`, `invoke` and `stop-task`. */
export function addControlCommands<Options>(cli: Argv<Options>, print: (text: string) => void) {
  return cli
    .command(
      'arm <fault..>',
      'arm faults in the running local cloud',
      (args) => args.positional('fault', ARMED).options(ENDPOINT),
      async ({ fault, endpoint }) => {
        const faults = fault.map((text) => readFault(FAULT_POINTS, text, ''));
        print(describeFaults(await controlOf(endpoint).arm(faults)));
      },
    )
    .command(
      'disarm <fault..>',
      'disarm faults',
      (args) => args.positional('fault', DISARMED).options(ENDPOINT),
      async ({ fault, endpoint }) => {
        const faults = fault.map(withoutCount);
        print(describeFaults(await controlOf(endpoint).disarm(faults)));
      },
    )
    .command(
      'time-scale <seconds>',
      'change how many seconds of waiting on AWS take one second there',
      (args) => args.positional('seconds', { ...TEXT, demandOption: true }).options(ENDPOINT),
      async ({ seconds, endpoint }) => {
        const scale = wholeNumber('time-scale', seconds, 1, MAX_TIME_SCALE);
        const { timeScale } = await controlOf(endpoint).setTimeScale(scale);
        print(scaleInWords(timeScale));
      },
    )
    .command(
      'invoke <function>',
      'invoke a function asynchronously, and print the request ids',
      (args) => args.positional('function', { ...TEXT, demandOption: true }).options(INVOKE),
      async ({ function: name, event, times, endpoint }) => {
        const count = wholeNumber('--times', times, 1, MAX_INVOCATIONS);
        const ids = await controlOf(endpoint).invoke(name, readEventFile(event), count);
        print(ids.join('\n'));
      },
    )
    .command(
      'stop-task <id>',
      'stop a task',
      (args) => args.positional('id', { ...TEXT, demandOption: true }).options(ENDPOINT),
      async ({ id, endpoint }) => {
        await controlOf(endpoint).stopTask(id);
        print(`stopping task ${id}`);
      },
    );
}

/** @throws {UsageError} */
function withoutCount(text: string): Fault {
  if (!text.includes(':')) return readFault(FAULT_POINTS, text, '');
  throw new UsageError(`${text} has a count, but disarm removes all of them: omit the count`);
}

function controlOf(endpoint = process.env['AWS_ENDPOINT_URL'] ?? ''): Control {
  if (/^https?:/.test(endpoint) && URL.canParse(endpoint)) {
    const { origin, searchParams } = new URL(endpoint);
    return new Control(origin, searchParams.get(TOKEN_PARAMETER) ?? undefined);
  }
  const remedy = 'pass the address that npm run cloud prints, or use its export lines';
  throw refused('--endpoint', endpoint, remedy);
}

function describeFaults(status: Status | undefined): string {
  const armed = status?.faults.map(({ point, kind, left }) => `${point}=${kind}:${left}`) ?? [];
  return armed.length === 0 ? 'no faults armed' : `armed: ${armed.join(' ')}`;
}
