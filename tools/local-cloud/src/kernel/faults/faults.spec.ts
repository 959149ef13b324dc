import { Timeline } from '../../timeline';
import { Recorder } from '../../testing/recorder';
import { FAULT_POINTS } from '../../services/fault-points';
import { Faults } from './faults';

function withRecorder(): { faults: Faults; recorder: Recorder } {
  const timeline = new Timeline();
  return { recorder: new Recorder(timeline), faults: new Faults(timeline, FAULT_POINTS) };
}
const STRUCK = { struck: 'an example' };

it('strikes as often as it was told, in the order in which the faults were armed', () => {
  const { faults } = withRecorder();
  faults.arm({ point: 'task', kind: 'spot', count: 2 });
  faults.arm({ point: 'task', kind: 'pull' });
  const kinds = [1, 2, 3, 4].map(() => faults.strike('task', STRUCK));
  expect(kinds).toStrictEqual(['spot', 'spot', 'pull', undefined]);
});

it('shows what is left', () => {
  const { faults } = withRecorder();
  faults.arm({ point: 'ecs.RunTask', kind: 'failures', count: 2 });
  faults.arm({ point: 'ecs.RunTask', kind: 'failures', count: 3 });
  faults.arm({ point: 'code', kind: 'corrupt' });
  faults.strike('ecs.RunTask', STRUCK);
  faults.strike('code', STRUCK);
  expect(faults.list()).toStrictEqual([{ point: 'ecs.RunTask', kind: 'failures', left: 4 }]);
});

it('can be disarmed', () => {
  const { faults } = withRecorder();
  faults.arm({ point: 'task', kind: 'spot', count: 9 });
  faults.arm({ point: 'task', kind: 'pull' });
  faults.disarm('task', 'spot');
  expect(faults.strike('task', STRUCK)).toBe('pull');
});

it('waits for the place that can inject it, and keeps those behind it waiting', () => {
  const { faults } = withRecorder();
  faults.arm({ point: 'ecs.RunTask', kind: 'failures' });
  faults.arm({ point: 'ecs.RunTask', kind: 'refused' });
  const isRefused = (kind: string) => kind === 'refused';
  expect(faults.strike('ecs.RunTask', STRUCK, isRefused)).toBeUndefined();
  expect(faults.strike('ecs.RunTask', STRUCK)).toBe('failures');
  expect(faults.strike('ecs.RunTask', STRUCK, isRefused)).toBe('refused');
});

it('tells on the timeline whom it strikes, and when', () => {
  const { faults, recorder } = withRecorder();
  faults.arm({ point: 'task', kind: 'spot', count: 2 });
  const fault = faults.take('task');
  expect(recorder.all('fault')).toStrictEqual([]);
  faults.tell(fault!, { requestId: 'r-1', struck: 'the task abc' });
  expect(recorder.all('fault')).toMatchObject([
    { requestId: 'r-1', point: 'task', kind: 'spot', left: 1, struck: 'the task abc' },
  ]);
});
