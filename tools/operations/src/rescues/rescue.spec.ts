import { type Rescue, select, together } from './rescue';

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`);
const rescue = (taskId: string, change: Partial<Rescue> = {}): Rescue => ({
  taskId,
  functionName: 'immortal-dev-orders',
  requestId: 'r-1',
  state: 'failed',
  startedAt: at('08:00'),
  ...change,
});
const WANTED = { since: at('07:00'), stack: 'immortal-dev' };
const ids = (rescues: readonly Rescue[]) => rescues.map(({ taskId }) => taskId);

describe('what ECS and the log know together', () => {
  it('is each task once, with the runner’s word for a failure', () => {
    const ofTasks = [
      rescue('a', { attempt: 1, end: 'EssentialContainerExited' }),
      rescue('b', { attempt: 2, end: 'TaskFailedToStart' }),
    ];
    const ofLogs = [rescue('a', { end: 'failed: InputError' }), rescue('c', { end: 'died: x' })];
    expect(together(ofTasks, ofLogs)).toEqual([
      rescue('a', { attempt: 1, end: 'failed: InputError' }),
      rescue('b', { attempt: 2, end: 'TaskFailedToStart' }),
      rescue('c', { end: 'died: x' }),
    ]);
  });

  it.each([
    ['exit code', { exitCode: 0 }],
    ['request', { requestId: 'r-2' }],
    ['function', { functionName: 'immortal-dev-payments' }],
  ])('keeps ECS’s words when the last line claims another %s', (_, claim) => {
    const ofTasks = [rescue('a', { exitCode: 137, end: 'EssentialContainerExited' })];
    const forged = rescue('a', { exitCode: 137, end: 'succeeded: all is well', ...claim });
    expect(together(ofTasks, [forged])).toEqual(ofTasks);
  });

  it('has the word of a runner that did not know whom it was for', () => {
    const ofTasks = [rescue('a', { exitCode: 2, end: 'EssentialContainerExited' })];
    const blind = rescue('a', {
      exitCode: 2,
      requestId: '-',
      functionName: '-',
      end: 'refused: x',
    });
    expect(together(ofTasks, [blind])).toMatchObject([{ end: 'refused: x', requestId: 'r-1' }]);
  });

  it('has ECS’s state while the task is still there, although the runner has ended', () => {
    const ofTasks = [rescue('a', { state: 'STOPPING' })];
    expect(together(ofTasks, [rescue('a', { state: 'succeeded' })])).toEqual(ofTasks);
  });
});

describe('what was asked for', () => {
  it('is the newest first, and what has not ended however old it is', () => {
    const rescues = [
      rescue('old', { startedAt: at('06:59') }),
      rescue('running', { startedAt: at('01:00'), state: 'RUNNING' }),
      rescue('new', { startedAt: at('09:00') }),
      rescue('mid', { startedAt: at('07:00') }),
    ];
    expect(ids(select(rescues, WANTED))).toEqual(['new', 'mid', 'running']);
  });

  it('is one function, with or without the name of the stack', () => {
    const rescues = [rescue('a'), rescue('b', { functionName: 'immortal-dev-mails' })];
    for (const functionName of ['orders', 'immortal-dev-orders']) {
      expect(ids(select(rescues, { ...WANTED, functionName }))).toEqual(['a']);
    }
  });

  it('is one state', () => {
    const rescues = [rescue('a'), rescue('b', { state: 'succeeded' })];
    expect(ids(select(rescues, { ...WANTED, state: 'succeeded' }))).toEqual(['b']);
  });
});
