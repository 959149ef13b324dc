import { type Rescue } from './rescue';
import { select } from './select';

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
const rescue = (taskId: string, change: Partial<Rescue> = {}): Rescue => ({
  taskId,
  functionName: 'immortal-dev-orders',
  requestId: 'r-1',
  state: 'failed',
  startedAt: at('08:00'),
  ...change,
});
const SELECTION = { since: at('07:00'), stack: 'immortal-dev' };
const ids = (rescues: readonly Rescue[]) => rescues.map(({ taskId }) => taskId);

describe('select', () => {
  it('returns the newest first, and what has not ended, however old it is', () => {
    const rescues = [
      rescue('old', { startedAt: at('06:59') }),
      rescue('running', { startedAt: at('01:00'), state: 'RUNNING' }),
      rescue('new', { startedAt: at('09:00') }),
      rescue('mid', { startedAt: at('07:00') }),
    ];
    expect(ids(select(rescues, SELECTION))).toEqual(['new', 'mid', 'running']);
  });

  it('returns the rescues of one function, with or without the name of the stack', () => {
    const rescues = [rescue('a'), rescue('b', { functionName: 'immortal-dev-mails' })];
    for (const functionName of ['orders', 'immortal-dev-orders']) {
      expect(ids(select(rescues, { ...SELECTION, functionName }))).toEqual(['a']);
    }
  });

  it('returns the rescues in one state', () => {
    const rescues = [rescue('a'), rescue('b', { state: 'succeeded' })];
    expect(ids(select(rescues, { ...SELECTION, state: 'succeeded' }))).toEqual(['b']);
  });
});
