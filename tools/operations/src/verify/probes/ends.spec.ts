import { judgeOutOfMemory } from './out-of-memory';
import { judgeStop } from './stop';
import { judgeRole } from './task-role';

const STOPPED = {
  exitCode: 143,
  stopCode: 'UserInitiated',
  stoppedReason: 'Stopped by npm run verify',
};
const KILLED = {
  exitCode: 137,
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containerReason: 'OutOfMemoryError: Container killed due to memory usage',
};

it.each([
  ['as assumed', STOPPED],
  ['differs', { ...STOPPED, exitCode: 137 }],
  ['differs', { ...STOPPED, exitCode: undefined }],
  ['differs', { ...STOPPED, stopCode: 'EssentialContainerExited' }],
  ['differs', { ...STOPPED, stoppedReason: 'Task stopped by user' }],
])('a task that was stopped is %s if it ends with %j', (verdict, exit) => {
  expect(judgeStop(exit).verdict).toBe(verdict);
});

it.each([
  ['as assumed', KILLED],
  ['differs', { ...KILLED, exitCode: 1 }],
  ['differs', { ...KILLED, stopCode: 'TaskFailedToStart' }],
])('a task that ran out of memory is %s if it ends with %j', (verdict, exit) => {
  expect(judgeOutOfMemory(exit).verdict).toBe(verdict);
});

it('shows everything that ECS says about the end', () => {
  expect(judgeOutOfMemory(KILLED).seen).toBe(
    'exit code 137, EssentialContainerExited, “Essential container in task exited”, ' +
      '“OutOfMemoryError: Container killed due to memory usage”',
  );
  expect(judgeStop({}).seen).toBe('no exit code, no stop code');
});

it('does not take a rescue that failed for a working role', () => {
  expect(judgeRole({ exitCode: 0 }).verdict).toBe('as assumed');
  expect(judgeRole({ exitCode: 2 })).toEqual({
    verdict: 'differs',
    seen: 'the rescue failed: exit code 2, no stop code',
  });
});
