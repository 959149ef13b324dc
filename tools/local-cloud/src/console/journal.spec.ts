import { Timeline } from '../timeline';
import { Journal, MAX_KEPT_ENTRIES } from './journal';

let timeline: Timeline;
let journal: Journal;
beforeEach(() => {
  timeline = new Timeline();
  journal = new Journal(timeline);
});
const say = (message: string) => {
  timeline.add({ type: 'cloud', message });
};
const messagesAfter = (cursor?: string) => {
  const entries = journal.after(cursor);
  return entries && [...entries].map(({ entry }) => 'message' in entry && entry.message);
};

describe('the journal', () => {
  it('continues after a cursor, and starts at the oldest entry without one', () => {
    say('a');
    const { cursor } = journal;
    say('b');
    say('c');
    expect(messagesAfter(cursor)).toEqual(['b', 'c']);
    expect(messagesAfter()).toEqual(['a', 'b', 'c']);
    expect(messagesAfter(journal.cursor)).toEqual([]);
  });

  it('continues after the initial cursor', () => {
    const { cursor } = journal;
    say('a');
    expect(messagesAfter(cursor)).toEqual(['a']);
  });

  it('keeps the latest entries, and rejects a cursor of dropped ones', () => {
    const { cursor: first } = journal;
    for (let count = 0; count < 2 * MAX_KEPT_ENTRIES + 5; count += 1) say(String(count));
    expect(messagesAfter(first)).toBeUndefined();
    const kept = messagesAfter() ?? [];
    expect(kept).toHaveLength(MAX_KEPT_ENTRIES);
    expect(kept.at(-1)).toBe(String(2 * MAX_KEPT_ENTRIES + 4));
    const oldest = journal.cursorOf(MAX_KEPT_ENTRIES + 5);
    expect(messagesAfter(oldest)?.[0]).toBe(String(MAX_KEPT_ENTRIES + 5));
    expect(messagesAfter(journal.cursorOf(MAX_KEPT_ENTRIES + 4))).toBeUndefined();
  });

  it('keeps fewer long entries', () => {
    for (let count = 0; count < 10_000; count += 1) say('x'.repeat(4000));
    const kept = messagesAfter() ?? [];
    expect(kept.length).toBeGreaterThan(4000);
    expect(kept.length).toBeLessThan(4200);
  });

  it.each(['other-1', '', 'x', '-1', '1'])('rejects the cursor %j', (cursor) => {
    say('a');
    expect(journal.after(cursor)).toBeUndefined();
  });

  it('rejects a cursor beyond the last entry', () => {
    expect(journal.after(journal.cursorOf(7))).toBeUndefined();
  });

  const firstEntry = () => [...(journal.after(undefined) ?? [])][0]?.entry;

  it('truncates long log lines', () => {
    timeline.add({ type: 'log', source: 'task', name: 't', line: 'x'.repeat(100_000) });
    expect(firstEntry()).toMatchObject({
      line: expect.stringMatching(/^x{16384}… \(83616 more/) as string,
    });
  });

  it('truncates long error messages', () => {
    timeline.add({
      type: 'attempt-ended',
      requestId: 'r-1',
      function: 'orders',
      attempt: 1,
      outcome: 'error',
      seconds: 1,
      errorMessage: 'x'.repeat(5_000_000),
    });
    expect(firstEntry()).toMatchObject({
      requestId: 'r-1',
      seconds: 1,
      errorMessage: expect.stringMatching(/^x{4096}… \(4995904 more/) as string,
    });
  });
});
