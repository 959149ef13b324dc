// Asynchronous invocation as callers see it: retries, and where an event goes that is given up.
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { functionArn, invokeConfig, lambdaFunction, queue, queueArn } from '../../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const DLQ = { DeadLetterConfig: { TargetArn: queueArn('dead') } };
const ON_FAILURE = { OnFailure: { Destination: queueArn('failures') } };
let spec: SpecCloud;

beforeAll(async () => {
  spec = await startSpecCloud(
    {
      Dead: queue('dead'),
      Failures: queue('failures'),
      Echo: lambdaFunction('echo', 'echo', DLQ),
      Fail: lambdaFunction('fail', 'fail', DLQ),
      Hang: lambdaFunction('hang', 'hang', { Timeout: 1, ...DLQ }),
      HangConfig: invokeConfig('hang', { MaximumRetryAttempts: 0 }),
      Long: lambdaFunction('long', 'pause', { Timeout: 900 }),
      Sample: lambdaFunction('spec-sample', 'pause', { Timeout: 900, ...DLQ }),
      SampleConfig: invokeConfig('spec-sample', { MaximumRetryAttempts: 0 }),
      Once: lambdaFunction('once', 'fail', DLQ),
      OnceConfig: invokeConfig(functionArn('once'), { MaximumRetryAttempts: 0 }),
      Old: lambdaFunction('old', 'fail'),
      OldConfig: invokeConfig('old', {
        MaximumEventAgeInSeconds: 120,
        DestinationConfig: ON_FAILURE,
      }),
    },
    { scalesTimeoutOf: (name) => name === 'spec-sample' },
  );
});
afterAll(() => spec.stop());

async function invoke(FunctionName: string, event: string): Promise<string> {
  const command = { FunctionName, InvocationType: 'Event' as const, Payload: Buffer.from(event) };
  const { StatusCode, $metadata } = await spec.lambda.send(new InvokeCommand(command));
  expect(StatusCode).toBe(202);
  return $metadata.requestId ?? '';
}

async function receive(queueName: string): Promise<Message> {
  const QueueUrl = `${spec.cloud.origin}/000000000000/${queueName}`;
  const options = { QueueUrl, WaitTimeSeconds: 10, MessageAttributeNames: ['All'] };
  const { Messages = [] } = await spec.sqs.send(new ReceiveMessageCommand(options));
  const [message = {}] = Messages;
  const { ReceiptHandle } = message;
  await spec.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return message;
}

const attempts = (requestId: string) =>
  spec.recorder.all('attempt').filter((entry) => entry.requestId === requestId).length;

it('lets a function run as long as its time limit on AWS, whatever the time scale', async () => {
  const requestId = await invoke('long', '200');
  const isIts = (entry: { requestId?: string }) => entry.requestId === requestId;
  const { outcome } = await spec.recorder.until('attempt-ended', isIts);
  expect(outcome).toBe('success');
  expect(await spec.recorder.until('attempt', isIts)).toMatchObject({
    timeoutSeconds: 900,
    awsTimeoutSeconds: 900,
  });
});

it('ends a function by its scaled time limit where that is asked for', async () => {
  const requestId = await invoke('spec-sample', '60000');
  const { MessageAttributes } = await receive('dead');
  expect(MessageAttributes).toMatchObject({
    RequestID: { StringValue: requestId },
    ErrorMessage: {
      StringValue: `RequestId: ${requestId} Error: Task timed out after 900.00 seconds`,
    },
  });
});

it('tries three times, then sends the event as it was into the dead-letter queue', async () => {
  const event = '{ "order": "größe 🚀",  "id": 12345678901234567890 }';
  const requestId = await invoke('fail', event);
  const message = await receive('dead');
  expect(message.Body).toBe(event);
  expect(message.MessageAttributes).toStrictEqual({
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: 'no such order: größe 🚀' },
  });
  expect(attempts(requestId)).toBe(3);
  const waits = spec.recorder.all('retry').filter((entry) => entry.requestId === requestId);
  expect(waits.map(({ awsWaitSeconds }) => awsWaitSeconds)).toStrictEqual([60, 120]);
});

it('kills what exceeds its timeout, and says so in the message to the dead-letter queue', async () => {
  const requestId = await invoke('hang', '{}');
  const message = await receive('dead');
  const error = `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`;
  expect(message.MessageAttributes?.['ErrorMessage']?.StringValue).toBe(error);
  const { line } = await spec.recorder.untilLine('hanging in process');
  const pid = Number(/process (\d+)/.exec(line)?.[1]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('ends attempts as if by the timeout when it is told to, whatever the function does', async () => {
  spec.cloud.faults.arm({ point: 'attempt', kind: 'timeout', count: 3 });
  const requestId = await invoke('echo', '{"order":1}');
  const message = await receive('dead');
  expect(message.Body).toBe('{"order":1}');
  const error = `RequestId: ${requestId} Error: Task timed out after 3.00 seconds`;
  expect(message.MessageAttributes?.['ErrorMessage']?.StringValue).toBe(error);
  const struck = spec.recorder.all('fault').filter((entry) => entry.requestId === requestId);
  expect(struck.map(({ point, kind, left }) => [point, kind, left])).toStrictEqual([
    ...[2, 1, 0].map((left) => ['attempt', 'timeout', left]),
  ]);
});

it('does not try again when maximumRetryAttempts is 0', async () => {
  const requestId = await invoke('once', '{"order":1}');
  await receive('dead');
  expect(attempts(requestId)).toBe(1);
});

it('gives up an event that is too old for a retry, into the OnFailure destination', async () => {
  const requestId = await invoke('old', '{"order":1}');
  const { Body = '', MessageAttributes } = await receive('failures');
  expect(MessageAttributes).toBeUndefined();
  expect(JSON.parse(Body)).toMatchObject({
    requestContext: {
      requestId,
      functionArn: `${functionArn('old')}:$LATEST`,
      condition: 'EventAgeExceeded',
      approximateInvokeCount: 2,
    },
    requestPayload: { order: 1 },
    responsePayload: { errorType: 'TypeError', errorMessage: 'no such order: 1' },
  });
});

it('sends nothing anywhere when the function succeeds', async () => {
  const requestId = await invoke('echo', '{}');
  await spec.recorder.until(
    'attempt-ended',
    (entry) => entry.requestId === requestId && entry.outcome === 'success',
  );
  expect([await spec.depth('dead'), await spec.depth('failures')]).toStrictEqual([0, 0]);
});
