// Lambda detects recursive loops by the lineage in the tracing header: it must reach each container and the parked event.
import { isTraceHeader } from '@immortal/shared';
import { Testbed } from './testbed/testbed';

let testbed: Testbed;

beforeAll(async () => {
  testbed = await Testbed.open();
});
afterAll(() => testbed.close());

it('gives the tracing header of the invocation to each attempt and to the parked event', async () => {
  const traces: string[] = [];
  const stop = testbed.timeline.subscribe((entry) => {
    if (entry.type !== 'log') return;
    const [, trace] = /the trace is (.*)$/.exec(entry.line) ?? [];
    if (trace !== undefined) traces.push(trace);
  });
  testbed.cloud.faults.arm({ point: 'task', kind: 'spot' });
  const { containers, parkedMessages } = await testbed.run([{ fails: true, milliseconds: 300 }]);
  stop();

  const [first = ''] = traces;
  expect(isTraceHeader(first)).toBe(true);
  expect(first).toMatch(/;Lineage=[\da-f]{8}:1$/);
  expect(traces).toEqual([first, first]);
  expect(containers).toBe(2);
  expect(parkedMessages).toMatchObject([{ traceHeader: first }]);
});
