import { fixture, PARKED, parkedMessage } from '../testing/fixtures';
import { list } from './list';

describe('parked list', () => {
  it('shows a line for each message, the reason shortened to the width of the terminal', async () => {
    const { sqs, deps, written, notes } = fixture({ width: 140 });
    sqs.put(PARKED, 'm-1', parkedMessage({ reason: `It failed. ${'x'.repeat(500)}` }));
    sqs.put(PARKED, 'm-2', { Body: 'by hand' });
    expect(await list(deps)).toBe(0);
    const lines = written.map((line) => line.split(/ {2,}/));
    expect(lines).toEqual([
      ['message', 'function', 'request id', 'attempts', 'parked at (UTC)', 'reason'],
      [
        'm-1',
        'immortal-dev-orders',
        'r-1',
        '2',
        '2026-11-24 08:00:00',
        expect.stringMatching(/^It failed\. x+…$/),
      ],
      ['m-2', '-', '-', '-', '-', '-'],
    ]);
    expect(written[1]).toHaveLength(140);
    expect(notes).toEqual(['2 parked in immortal-dev-parked.']);
  });

  it('escapes characters that a terminal would interpret', async () => {
    const { sqs, deps, written } = fixture();
    sqs.put(PARKED, 'm-1', { MessageAttributes: { RequestID: text('a\u009b2Jb\n\tc') } });
    await list(deps);
    expect(written[1]).toContain('a\\u009b2Jb c');
  });

  it('prints everything as JSON lines, with the event unchanged', async () => {
    const { sqs, deps, written } = fixture({ json: true });
    sqs.put(PARKED, 'm-1', parkedMessage({}, { Body: '{"a": 1.0}' }));
    await list(deps);
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        messageId: 'm-1',
        body: '{"a": 1.0}',
        attempts: 2,
        requestId: 'r-1',
        parkedAt: '2026-11-24T08:00:00.000Z',
        deletedAt: '2026-12-08T08:00:00.000Z',
        attributes: expect.objectContaining({ RequestID: 'r-1', Attempts: '2' }) as unknown,
      }),
    ]);
  });

  it('says that SQS counts more messages than it shows', async () => {
    const { sqs, deps, notes, written } = fixture();
    sqs.put(PARKED, 'm-1', parkedMessage({}, { ReceiptHandle: 'another reader’s' }));
    expect(await list(deps)).toBe(0);
    expect(written).toEqual([]);
    expect(notes).toEqual([
      'No parked events in immortal-dev-parked; SQS counts about 1: another reader may have received them.',
    ]);
  });

  it('says that the queue does not exist, and in which region', async () => {
    const { deps } = fixture({ stack: 'immortal-prod' });
    await expect(list(deps)).rejects.toThrow(
      'There is no queue immortal-prod-parked in eu-west-1, or you may not see it (sqs:GetQueueUrl). Pass the right --stage',
    );
  });
});

function text(StringValue: string) {
  return { DataType: 'String', StringValue };
}
