// The operators' commands against the local cloud, with an event that the secondary really parks.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Printed, printedBy, start } from './cli';
import { CloudOutput } from './cloud-output';
import { type Ended } from './ended';
import { temporaryFolder } from './left-behind';
import { type Command, operate, startOperation } from './operations';

const FUNCTION = 'immortal-dev-smoke';
const FAILURES = `${FUNCTION}-failures`;
const PARKED = 'immortal-dev-parked';
const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);
/**
 * The smoke function refuses this event, in Lambda and in the container. It has a number that a parser would round, and
 * nested lists: too deep for recursion, and gigabytes if each level were indented.
 */
const EVENT = `{"order":12345678901234567890,"deep":${DEEP}}`;

let cloud: ReturnType<typeof start>;
let output: CloudOutput;
let env: Record<string, string>;
let credentials: Printed['credentials'];

beforeAll(async () => {
  cloud = start('serve', '--time-scale', '3600');
  output = new CloudOutput(cloud);
  const printed = await printedBy(cloud);
  env = { ...printed.env };
  ({ credentials } = printed);
});

afterAll(async () => {
  cloud.kill('SIGINT');
  await once(cloud, 'exit');
  rmSync(temporaryFolder, { recursive: true });
});

const run = (command: Command, ...args: string[]) => operate(command, env, ...args);

/** Waits until the secondary has handled the stopped task. */
const untilParked = () =>
  output.until(/✓ 1 message handled and deleted from immortal-dev-stopped-tasks/);

interface Parked {
  readonly messageId: string;
  readonly [member: string]: unknown;
}

const jsonOf = ({ stdout }: Ended) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Parked);

async function parked(): Promise<Parked[]> {
  const ended = await run('parked', 'list', '--json');
  expect(ended.exitCode).toBe(0);
  return jsonOf(ended);
}

/** Parks an event of the smoke function, and returns its request id. */
async function parkOne(): Promise<string> {
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = env;
  const client = new LambdaClient({ endpoint, region, credentials });
  const input = { FunctionName: FUNCTION, InvocationType: 'Event', Payload: EVENT } as const;
  const { $metadata } = await client.send(new InvokeCommand(input));
  await untilParked();
  return $metadata.requestId ?? '';
}

describe('npm run parked', () => {
  it('says that nothing is parked', async () => {
    expect(await run('parked', 'list')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `No parked events in ${PARKED}.\n`,
    });
  });

  describe('when an event could not be rescued', () => {
    let requestId: string;
    let messageId: string;

    beforeAll(async () => {
      requestId = await parkOne();
      [{ messageId } = { messageId: '' }] = await parked();
    });

    it('lists a parked event', async () => {
      const { exitCode, stdout, stderr } = await run('parked', 'list');
      const rows = stdout.split('\n').map((line) => line.split(/ {2,}/));
      expect(rows).toEqual([
        ['message', 'function', 'request id', 'attempts', 'parked at (UTC)', 'reason'],
        [
          messageId,
          FUNCTION,
          requestId,
          '1',
          expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
          expect.stringMatching(/^The function failed in the container: \w/),
        ],
        [''],
      ]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `1 parked in ${PARKED}.\n` });
    });

    it('shows everything about a parked event, with its tokens unchanged', async () => {
      const { exitCode, stdout, stderr } = await run('parked', 'show', messageId.slice(0, 8));
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout).toContain(`request id     ${requestId}\n`);
      expect(stdout).toContain(`from queue     ${FAILURES}\n`);
      const event = stdout.slice(stdout.indexOf('\n\n{\n') + 2);
      expect(event).toContain('\n  "order": 12345678901234567890,\n  "deep": [\n    [\n');
      expect(event.replaceAll(/\s/g, '')).toBe(EVENT);
      expect(event.length).toBeLessThan(EVENT.length + 10_000);
    });

    it.each([['redrive'], ['drop']])(
      'does not %s the event when the input is not a terminal',
      async (command) => {
        const ended = await run('parked', command, messageId);
        expect(ended).toEqual({
          exitCode: 1,
          stdout: '',
          stderr:
            "parked: the input is not a terminal, so the command can't ask for confirmation: pass --yes\n",
        });
        expect(await parked()).toMatchObject([{ messageId }]);
      },
    );

    it('releases what it has received when Ctrl-C ends it', async () => {
      const child = startOperation('parked', env, 'list', '--json');
      await once(child.stdout, 'data');
      child.kill('SIGINT');
      const [exitCode] = (await once(child, 'exit')) as [number | null];
      expect(exitCode).toBe(130);
      expect(await parked()).toMatchObject([{ messageId }]);
    });

    it('sends a parked event back, where it runs again, and is parked again if it fails', async () => {
      const ended = await run('parked', 'redrive', messageId, '--yes');
      expect(ended).toEqual({
        exitCode: 0,
        stdout: `${messageId} was sent back to ${FAILURES}\n`,
        stderr: '',
      });
      await untilParked();
      const after = await parked();
      expect(after).toMatchObject([{ requestId, attempts: 2, body: EVENT, queue: FAILURES }]);
      expect(after[0]?.messageId).not.toBe(messageId);
    });

    it('sends all parked events back', async () => {
      const ended = await run('parked', 'redrive', '--all', '--yes', '--json');
      // The event may fail and be parked again before the command ends.
      expect(ended.stderr).toMatch(
        /^1 of immortal-dev-smoke → immortal-dev-smoke-failures\n1 sent back/,
      );
      expect(ended.exitCode).toBe(0);
      expect(jsonOf(ended)).toMatchObject([{ requestId, queue: FAILURES }]);
      await untilParked();
      expect(await parked()).toMatchObject([{ requestId, attempts: 3 }]);
    });

    it('prints and deletes a parked event', async () => {
      const [only] = await parked();
      const ended = await run('parked', 'drop', only?.messageId ?? '', '--yes', '--json');
      expect(ended.exitCode).toBe(0);
      expect(jsonOf(ended)).toMatchObject([{ requestId, event: EVENT }]);
      expect(await parked()).toEqual([]);
    });
  });
});

describe('npm run parked, for a message with forged attributes', () => {
  const ESCAPE = '\u001b[2J';
  const forged = (queue: string) => ({
    Queue: { DataType: 'String', StringValue: queue },
    RequestID: { DataType: 'String', StringValue: 'r\u009b2J' },
  });
  let sqs: SQSClient;

  const create = async (QueueName: string, Attributes?: Record<string, string>) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
  const sendTo = async (QueueUrl: string | undefined) => {
    const MessageBody = JSON.stringify({ amount: ESCAPE });
    const MessageAttributes = forged('payments-prod');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }));
  };

  beforeAll(async () => {
    const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = env;
    sqs = new SQSClient({ endpoint, region, credentials });
    await create('payments-prod');
    const { QueueUrl: parkedUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: PARKED }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: parkedUrl, AttributeNames: ['QueueArn'] }),
    );
    const policy = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 1 };
    const failures = await create('immortal-dev-orders-failures', {
      RedrivePolicy: JSON.stringify(policy),
    });
    await sendTo(failures);
    // The second receive exceeds maxReceiveCount, so SQS moves the message.
    for (let times = 1; times <= 2; times += 1) {
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: failures, VisibilityTimeout: 0 }));
    }
    await sendTo(parkedUrl);
  });

  afterAll(async () => {
    for (const { messageId } of await parked()) await run('parked', 'drop', messageId, '--yes');
    sqs.destroy();
  });

  it('trusts only SQS about the original queue, and sends nothing to a queue of another stack', async () => {
    const [moved, sent] = (await parked()).toSorted((one, other) =>
      String(one['queue']).localeCompare(String(other['queue'])),
    );
    expect(moved).toMatchObject({
      queue: 'immortal-dev-orders-failures',
      functionName: 'immortal-dev-orders',
    });
    const { exitCode, stdout, stderr } = await run('parked', 'redrive', '--all', '--yes');
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(
        new RegExp(`^${sent?.messageId ?? ''} stays: The queue payments-prod does not belong`),
      ) as unknown,
      '1 of immortal-dev-orders → immortal-dev-orders-failures',
      `1 sent back, 1 left in ${PARKED}.`,
      '',
    ]);
    expect(stdout).toBe(
      `${moved?.messageId ?? ''} was sent back to immortal-dev-orders-failures\n`,
    );
    expect(exitCode).toBe(1);
  });

  it('escapes characters that a terminal would interpret', async () => {
    const [only] = await parked();
    const listed = await run('parked', 'list');
    const shown = await run('parked', 'show', only?.messageId ?? '');
    const dropped = await run('parked', 'redrive', only?.messageId ?? '', '--yes');
    const text = [listed, shown, dropped].map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(text).toContain('"amount": "\\u001b[2J"');
    expect(text).toContain('r\\u009b2J');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});

describe('npm run rescues', () => {
  it('lists every container of an event, the newest first, and how it ended', async () => {
    const ended = await run('rescues', '--json', '--function', 'smoke');
    expect(ended).toMatchObject({ exitCode: 0, stderr: '3 rescues.\n' });
    expect(jsonOf(ended)).toMatchObject(
      [3, 2, 1].map((attempt) => ({
        functionName: FUNCTION,
        attempt,
        state: 'failed',
        exitCode: 1,
        end: 'failed: The function failed (TypeError).',
        log: expect.stringMatching(
          /^aws logs tail \/aws\/ecs\/immortal-dev-runner .*rescue\/runner\/[\da-f]{32}$/,
        ) as unknown,
      })),
    );
  });

  it('prints a table of the selected rescues', async () => {
    const { exitCode, stdout, stderr } = await run('rescues', '--state', 'failed', '--limit', '1');
    const [header, row, log, end] = stdout.split('\n');
    expect(header?.split(/ {2,}/).slice(0, 4)).toEqual([
      'function',
      'request id',
      'attempt',
      'state',
    ]);
    expect(row).toMatch(/ 3 +failed +.* s +1 +failed: The function failed \(TypeError\)\.$/);
    expect(log).toMatch(/^ {2}aws logs tail /);
    expect(end).toBe('');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: '3 rescues, of which the newest 1 are shown (--limit).\n',
    });
    expect((await run('rescues', '--state', 'RUNNING')).stdout).toBe('');
  });
});

describe('a command that fails says why in one line', () => {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(env).filter(([key]) => key !== name));

  it.each<[string, [Command, ...string[]], string]>([
    [
      'another stage, to parked',
      ['parked', 'list', '--stage', 'prod'],
      'There is no queue immortal-prod-parked in eu-west-1, or you may not see it (sqs:GetQueueUrl). Pass the right --stage, --service and --region.',
    ],
    [
      'another stage, to rescues',
      ['rescues', '--stage', 'prod'],
      'There is no cluster immortal-prod in eu-west-1. Pass the right --stage, --service and --region.',
    ],
    [
      'an ID that no message has',
      ['parked', 'redrive', '0815', '--yes'],
      `No message 0815 is in ${PARKED}, or another reader has received it. npm run parked -- list shows the messages of the queue.`,
    ],
    [
      'an endpoint that does not answer',
      ['rescues', '--endpoint-url', 'http://127.0.0.1:9'],
      'Nothing answers at 127.0.0.1:9 (ECONNREFUSED). Check the network, the region, and AWS_ENDPOINT_URL if it is set.',
    ],
    [
      'neither an ID nor --all',
      ['parked', 'redrive', '--yes'],
      'redrive takes either the ID of a message or --all',
    ],
    [
      'an unknown state',
      ['rescues', '--state', 'x'],
      'Invalid values: Argument: state, Given: "x", Choices: "PENDING", "RUNNING", "STOPPING", "succeeded", "failed" (--help shows all options)',
    ],
  ])('%s', async (_, [command, ...args], message) => {
    expect(await run(command, ...args)).toEqual(refusal(command, message));
  });

  it.each([
    [
      'no credentials',
      'AWS_SECRET_ACCESS_KEY',
      'There are no AWS credentials (Could not load credentials from any providers): log in (aws sso login, aws configure), or choose a profile with AWS_PROFILE.',
    ],
    [
      'no region',
      'AWS_REGION',
      'No AWS region is set: pass --region, or set AWS_REGION or a region in your profile.',
    ],
  ])('%s', async (_, name, message) => {
    const ended = await operate('parked', without(name), 'list');
    expect(ended).toEqual(refusal('parked', message));
  });

  const refusal = (command: Command, message: string): Ended => ({
    exitCode: 1,
    stdout: '',
    stderr: `${command}: ${message}\n`,
  });
});
