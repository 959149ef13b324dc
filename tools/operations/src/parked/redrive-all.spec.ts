import { FAILURES, fixture, FOREIGN, PARKED, parkedMessage } from '../testing/fixtures';
import { redriveAll } from './redrive-all';

const idsIn = ({ sqs }: ReturnType<typeof fixture>, queue: string) =>
  sqs.messagesIn(queue).map(({ MessageId }) => MessageId);

describe('parked redrive --all', () => {
  it('sends everything back after one question, and reports each message', async () => {
    const on = fixture({ json: true });
    for (let id = 1; id <= 23; id++) on.sqs.put(PARKED, `m-${id}`, parkedMessage());
    expect(await redriveAll(on.deps)).toBe(0);
    expect([idsIn(on, PARKED).length, idsIn(on, FAILURES).length]).toEqual([0, 23]);
    expect(on.written).toHaveLength(23);
    expect(JSON.parse(on.written[0]!)).toEqual({
      messageId: 'm-1',
      requestId: 'r-1',
      queue: FAILURES,
    });
    expect(on.questions).toEqual(['Send these 23 events back, to run again?']);
    expect(on.notes).toEqual([`23 of immortal-dev-orders → ${FAILURES}`, '23 sent back.']);
  });

  it('says which messages stay and why, sends the others, and fails', async () => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    on.sqs.put(PARKED, 'm-2', { Body: 'by hand' });
    on.sqs.put(PARKED, 'm-3', parkedMessage({ queue: 'gone' }));
    on.sqs.put(PARKED, 'm-4', parkedMessage());
    on.sqs.put(PARKED, 'm-5', parkedMessage({ queue: FOREIGN }));
    expect(await redriveAll(on.deps)).toBe(1);
    expect(idsIn(on, PARKED)).toEqual(['m-2', 'm-3', 'm-5']);
    expect(idsIn(on, FOREIGN)).toEqual([]);
    expect(idsIn(on, FAILURES)).toHaveLength(2);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
    expect(on.notes).toEqual([
      expect.stringMatching(/^m-2 stays: Message m-2 does not say/),
      expect.stringMatching(/^m-3 stays: There is no queue gone in eu-west-1/),
      expect.stringMatching(/^m-5 stays: The queue payments-prod does not belong to this stack/),
      `2 of immortal-dev-orders → ${FAILURES}`,
      '2 sent back, 3 left in immortal-dev-parked.',
    ]);
  });

  it('shows which messages go to which queue before it asks', async () => {
    const on = fixture({
      confirm: () => {
        expect(on.notes).toEqual([
          expect.stringMatching(/^m-2 stays: /),
          `1 of immortal-dev-orders → ${FAILURES}`,
        ]);
        expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
        return Promise.resolve(false);
      },
    });
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    on.sqs.put(PARKED, 'm-2', { Body: 'by hand' });
    expect(await redriveAll(on.deps)).toBe(1);
    expect.assertions(3);
  });

  it('asks nothing if no message can be sent back', async () => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', { Body: 'by hand' });
    expect(await redriveAll(on.deps)).toBe(1);
    expect(on.questions).toEqual([]);
  });

  it('does not send back an event that is parked while it asks', async () => {
    const on = fixture({
      confirm: () => {
        on.sqs.put(PARKED, 'm-2', parkedMessage());
        return Promise.resolve(true);
      },
    });
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    expect(await redriveAll(on.deps)).toBe(0);
    expect(idsIn(on, PARKED)).toEqual(['m-2']);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
    expect(on.notes.at(-1)).toBe('1 sent back, 1 parked since the command began, and left too.');
  });

  it('sends nothing back when the answer is no', async () => {
    const on = fixture({ confirm: () => Promise.resolve(false) });
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    expect(await redriveAll(on.deps)).toBe(1);
    expect(idsIn(on, PARKED)).toEqual(['m-1']);
  });
});
