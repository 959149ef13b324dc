// Events that come twice, or after the next one.
import { Timeline } from '../../timeline';
import { FAULT_POINTS } from '../fault-points';
import { Faults } from '../../kernel/faults/faults';
import { eventually } from '../../testing/recorder';
import { type AwsEvent, EventBus } from './event-bus';

const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:events';

function busWith(kind: string, count = 1) {
  const timeline = new Timeline();
  const faults = new Faults(timeline, FAULT_POINTS);
  faults.arm({ point: 'events.deliver', kind, count });
  const delivered: string[] = [];
  const bodies: string[] = [];
  const storage = {
    sendMessage: (_arn: string, json: string) => {
      delivered.push((JSON.parse(json) as AwsEvent).id);
      bodies.push(json);
      return Promise.resolve('');
    },
  };
  const target = { kind: 'queue' as const, arn: QUEUE };
  const rules = [{ name: 'all', arn: 'rule', matches: () => true, targets: [target] }];
  const notCalled = () => {
    throw new Error('no rule has a function as its target');
  };
  const [functions, lambda] = [{ get: notCalled }, { accept: notCalled }];
  const permissions = { allowsService: () => true };
  const deps = { rules, storage, functions, lambda, timeline, faults, permissions };
  const bus = new EventBus(deps);
  const put = (id: string) => {
    bus.put({ id } as AwsEvent);
  };
  const after = (count: number) =>
    eventually(
      () => [...delivered],
      (all) => all.length >= count,
    );
  return { bus, put, delivered, bodies, after };
}

it('delivers an event twice', async () => {
  const { put, after } = busWith('duplicate');
  put('a');
  put('b');
  expect((await after(3)).sort()).toStrictEqual(['a', 'a', 'b']);
});

it('delivers an event after the next one', async () => {
  const { put, after } = busWith('reorder');
  put('a');
  put('b');
  expect(await after(2)).toStrictEqual(['b', 'a']);
});

it('keeps the order among those that are held', async () => {
  const { put, after } = busWith('reorder', 2);
  put('a');
  put('b');
  put('c');
  expect(await after(3)).toStrictEqual(['c', 'a', 'b']);
});

it('delivers an event late if no next one comes', async () => {
  const { put, after } = busWith('reorder');
  put('a');
  expect(await after(1)).toStrictEqual(['a']);
});

it('is quiet when what it holds is delivered', async () => {
  const { bus, put, delivered } = busWith('reorder');
  put('a');
  await bus.quiet();
  expect(delivered).toStrictEqual(['a']);
});

it('delivers an event without the variables of its overrides', async () => {
  const { bus, bodies, after } = busWith('bare');
  const containerOverrides = [{ name: 'runner', environment: [{ name: 'A', value: '1' }] }];
  bus.put({ id: 'a', detail: { overrides: { containerOverrides } } } as unknown as AwsEvent);
  await after(1);
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toStrictEqual([
    {
      id: 'a',
      detail: { overrides: { containerOverrides: [{ name: 'runner', environment: [] }] } },
    },
  ]);
});

it('delivers nothing after it is closed', async () => {
  const { bus, put, delivered } = busWith('reorder');
  put('a');
  bus.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(delivered).toStrictEqual([]);
});
