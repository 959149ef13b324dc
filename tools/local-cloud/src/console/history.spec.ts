import { Timeline } from '../timeline';
import { History, MAX_RESCUES } from './history';
import { Journal } from './journal';
import { MAX_LOG_LINES } from './kept-rescue';

const MB = 1024 * 1024;
let timeline: Timeline;
let history: History;
beforeEach(() => {
  timeline = new Timeline();
  history = new History(new Journal(timeline));
});
const idOf = (requestId: string, name = 'orders') => ({ function: name, requestId });
const begin = (requestId: string, name?: string) => {
  timeline.add({ type: 'invocation', ...idOf(requestId, name), bytes: 2 });
};
const log = (requestId: string, line: string, name?: string) => {
  timeline.add({ type: 'log', ...idOf(requestId, name), source: 'function', name: 'any', line });
};
const linesOf = (requestId: string, name?: string) =>
  history
    .find(idOf(requestId, name))
    ?.all.flatMap((entry) => (entry.type === 'log' ? [entry.line] : []));

describe('the history', () => {
  it('keeps each rescue with its entries', () => {
    begin('r-1');
    begin('r-2');
    log('r-1', 'hello');
    expect(history.rescues.map(({ requestId }) => requestId)).toEqual(['r-1', 'r-2']);
    expect(history.find(idOf('r-1'))).toMatchObject({
      rescue: { requestId: 'r-1', function: 'orders', state: 'attempting' },
      all: [{ type: 'invocation' }, { type: 'log', line: 'hello' }],
      isCut: false,
    });
  });

  it('assigns a batch to each of its rescues', () => {
    const rescues = [idOf('r-1'), idOf('r-2')];
    const batch = { rescues, queue: 'orders-failures', function: 'secondary' };
    timeline.add({ type: 'delivery', ...batch, messages: 2, receiveCount: 1 });
    expect(history.rescues.map(({ function: name }) => name)).toEqual(['orders', 'orders']);
  });

  it('separates two functions that have the same request id', () => {
    begin('r-1');
    history.keepEvent(idOf('r-1'), Buffer.from('"order"'));
    const rescues = [idOf('r-1', 'mails')];
    const batch = { rescues, queue: 'mails-failures', function: 'secondary' };
    timeline.add({ type: 'delivery', ...batch, messages: 1, receiveCount: 1 });
    log('r-1', 'of orders');
    log('r-1', 'of mails', 'mails');
    timeline.add({ type: 'moved', ...idOf('r-1', 'mails'), queue: 'parked', messageId: 'm-1' });
    expect(history.rescues).toMatchObject([
      { function: 'orders', state: 'attempting' },
      { function: 'mails', state: 'parked' },
    ]);
    expect([linesOf('r-1'), linesOf('r-1', 'mails')]).toEqual([['of orders'], ['of mails']]);
    expect(history.eventOf(idOf('r-1', 'mails'))).toBeUndefined();
    expect(history.withRequestId('r-1')).toEqual([idOf('r-1'), idOf('r-1', 'mails')]);
  });

  it('assigns an entry without a function to the only rescue with its request id', () => {
    begin('r-1');
    timeline.add({ type: 'moved', requestId: 'r-1', queue: 'parked', messageId: 'm-1' });
    expect(history.rescues).toMatchObject([{ function: 'orders', state: 'parked' }]);
  });

  it('assigns an entry without a function to neither of two rescues', () => {
    begin('r-1');
    begin('r-1', 'mails');
    timeline.add({ type: 'moved', requestId: 'r-1', queue: 'parked', messageId: 'm-1' });
    expect(history.rescues).toMatchObject([
      { function: 'orders', state: 'attempting' },
      { function: 'mails', state: 'attempting' },
      { function: '', state: 'parked' },
    ]);
  });

  it('ignores synchronous invocations', () => {
    log('synchronous', 'hello');
    expect(history.find(idOf('synchronous'))).toBeUndefined();
    expect(history.rescues).toEqual([]);
  });

  it('drops the oldest rescues with their events', () => {
    for (let count = 0; count <= MAX_RESCUES; count += 1) {
      history.keepEvent(idOf(`r-${count}`), Buffer.from('{}'));
      begin(`r-${count}`);
    }
    expect(history.rescues).toHaveLength(MAX_RESCUES);
    expect(history.find(idOf('r-0'))).toBeUndefined();
    expect(history.eventOf(idOf('r-0'))).toBeUndefined();
    expect(history.eventOf(idOf('r-1'))?.toString()).toBe('{}');
  });

  it('drops the oldest events beyond its limit', () => {
    for (let count = 0; count < 40; count += 1) {
      history.keepEvent(idOf(`r-${count}`), Buffer.alloc(MB));
    }
    const kept = Array.from(
      { length: 40 },
      (_, count) => history.eventOf(idOf(`r-${count}`)) !== undefined,
    );
    expect(kept.lastIndexOf(false)).toBe(7);
    expect(kept.filter(Boolean)).toHaveLength(32);
  });

  it('keeps the latest log lines of a rescue, and marks it as cut', () => {
    begin('r-1');
    for (let count = 0; count <= MAX_LOG_LINES; count += 1) log('r-1', String(count));
    expect(linesOf('r-1')?.[0]).toBe('1');
    expect(linesOf('r-1')).toHaveLength(MAX_LOG_LINES);
    expect(history.find(idOf('r-1'))?.isCut).toBe(true);
  });

  it('drops the log lines of the oldest rescues beyond its limit', () => {
    for (const requestId of ['r-1', 'r-2', 'r-3']) {
      begin(requestId);
      // No line is longer than 16 kB.
      for (let count = 0; count < 500; count += 1) log(requestId, 'x'.repeat(16_000));
    }
    expect(['r-1', 'r-2', 'r-3'].map((id) => linesOf(id)?.length)).toEqual([0, 500, 500]);
    expect(history.find(idOf('r-1'))).toMatchObject({
      isCut: true,
      rescue: { state: 'attempting' },
    });
  });
});
