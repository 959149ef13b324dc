import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { RefusalError } from '../errors';
import { fixture, PARKED, parkedMessage } from '../testing/fixtures';
import { openParkedQueue } from './parked-queue';
import { type Reading, withReading } from './reading';

async function read<Result>(
  { sqs, deps }: ReturnType<typeof fixture>,
  use: (reading: Reading) => Promise<Result>,
): Promise<Result> {
  return withReading(await openParkedQueue('immortal-dev', sqs.client), deps, use);
}

async function idsOf(reading: Reading): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of reading.batches()) ids.push(...batch.map((one) => one.messageId));
  return ids;
}

function filled(count: number) {
  const on = fixture();
  for (let id = 1; id <= count; id++) on.sqs.put(PARKED, `m-${id}`, parkedMessage());
  return on;
}

describe('reading the parked queue', () => {
  it('returns each message once, over many receives, and leaves all of them visible', async () => {
    const on = filled(34);
    const ids = await read(on, idsOf);
    expect(new Set(ids).size).toBe(34);
    expect(ids).toHaveLength(34);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('hides messages while it reads, longer for a fuller queue', async () => {
    const on = filled(100);
    await read(on, async (reading) => {
      await idsOf(reading);
      expect(on.sqs.hiddenIn(PARKED)).toHaveLength(100);
    });
    const [first] = on.sqs.stub.commandCalls(ReceiveMessageCommand);
    expect(first?.args[0].input).toMatchObject({ VisibilityTimeout: 62, WaitTimeSeconds: 1 });
  });

  it('ends although messages are delivered again and again, and returns none twice', async () => {
    const on = filled(3);
    const ids = await read(on, async (reading) => {
      const found: string[] = [];
      for await (const batch of reading.batches()) {
        found.push(...batch.map((one) => one.messageId));
        on.sqs.showAll(PARKED);
      }
      return found;
    });
    expect(ids).toEqual(['m-1', 'm-2', 'm-3']);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('releases all messages when it fails', async () => {
    const on = filled(3);
    const attempt = read(on, async (reading) => {
      await idsOf(reading);
      throw new Error('a bug');
    });
    await expect(attempt).rejects.toThrow('a bug');
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('ends on Ctrl-C and releases what it has received', async () => {
    const on = filled(25);
    const attempt = read(on, async (reading) => {
      for await (const batch of reading.batches()) {
        expect(batch).toHaveLength(10);
        on.interruption.abort(new Error('Ctrl-C'));
      }
    });
    await expect(attempt).rejects.toThrow('Ctrl-C');
    expect(on.sqs.stub.commandCalls(ReceiveMessageCommand)).toHaveLength(1);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('says how long messages stay hidden that it could not release', async () => {
    const on = filled(1);
    await read(on, async (reading) => {
      await idsOf(reading);
      on.sqs.stub.rejects(Object.assign(new Error('Slow down'), { $fault: 'client' }));
    });
    expect(on.notes).toEqual([
      'The messages could not be released. They are visible again after 61 seconds: AWS answers Error: Slow down',
    ]);
  });

  it('does not return a message that it deleted, even if SQS delivers it again', async () => {
    const on = filled(1);
    const deleted = await read(on, async (reading) => {
      const message = await reading.find('m-1');
      await reading.delete(message);
      on.sqs.put(PARKED, 'm-1', parkedMessage());
      return idsOf(reading);
    });
    expect(on.sqs.stub.commandCalls(DeleteMessageCommand)).toHaveLength(1);
    expect(deleted).toEqual([]);
  });

  it('refuses an ID that no message has', async () => {
    const on = filled(1);
    const attempt = read(on, (reading) => reading.find('m-2'));
    await expect(attempt).rejects.toThrow(RefusalError);
    await expect(attempt).rejects.toThrow('No message m-2 is in immortal-dev-parked');
  });

  it('finds a message by a prefix of its ID', async () => {
    const on = filled(2);
    on.sqs.put(PARKED, 'de381734-bb0e', parkedMessage());
    const { messageId } = await read(on, (reading) => reading.find('de38'));
    expect(messageId).toBe('de381734-bb0e');
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('finds a message whose ID is a prefix of others', async () => {
    const { messageId } = await read(filled(12), (reading) => reading.find('m-1'));
    expect(messageId).toBe('m-1');
  });

  it('refuses an ambiguous prefix, and names the messages that match', async () => {
    const on = filled(14);
    const attempt = read(on, (reading) => reading.find('m-'));
    await expect(attempt).rejects.toThrow(RefusalError);
    await expect(attempt).rejects.toThrow(
      /^14 messages begin with m-: pass more of the ID of one of m-1 \(immortal-dev-orders\), .*, m-10 \(immortal-dev-orders\), 4 more\.$/,
    );
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('refuses an empty ID', async () => {
    const attempt = read(filled(1), (reading) => reading.find(''));
    await expect(attempt).rejects.toThrow('No message  is in');
  });

  it('does not claim a message that has become visible again', async () => {
    const on = filled(1);
    const attempt = read(on, async (reading) => {
      const message = await reading.find('m-1');
      on.sqs.showAll(PARKED);
      await reading.claim(message);
    });
    await expect(attempt).rejects.toThrow('Message m-1 was visible again before you answered');
  });
});
