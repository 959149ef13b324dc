import { Timeline } from '../../timeline';
import { Recorder } from '../../testing/recorder';
import { FailureDestinations } from './failure-destinations';
import type { LambdaFunction } from './functions';

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:orders';
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0';
const failure = (message: string, payload = '{"errorMessage":"m"}') => ({
  kind: 'error' as const,
  message,
  payload: Buffer.from(payload),
});

function destinationsOf(settings: object, event = '{}') {
  const timeline = new Timeline();
  const recorder = new Recorder(timeline);
  const sendMessage = jest.fn<Promise<string>, [string, string, object?, string?]>();
  sendMessage.mockResolvedValue('id');
  const fn = { name: 'orders', arn: ARN, ...settings } as LambdaFunction;
  const run = { function: fn, event: Buffer.from(event), requestId: 'r-1', traceHeader: TRACE };
  const destinations = new FailureDestinations({ sendMessage }, timeline);
  return { recorder, sendMessage, run, destinations };
}

it('sends the event as it was, with the attributes of a dead letter', async () => {
  const event = '{ "id": 12345678901234567890 }';
  const { run, sendMessage, destinations } = destinationsOf(
    { deadLetterArn: 'arn:aws:sqs:eu-west-1:0:dlq' },
    event,
  );
  await destinations.giveUp(run, failure('it broke'), 3, 'RetriesExhausted');
  expect(sendMessage.mock.calls).toStrictEqual([
    [
      'arn:aws:sqs:eu-west-1:0:dlq',
      event,
      {
        RequestID: { DataType: 'String', StringValue: 'r-1' },
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        ErrorMessage: { DataType: 'String', StringValue: 'it broke' },
      },
      TRACE,
    ],
  ]);
});

it.each([
  ['its first KB', 'x'.repeat(1025), 'x'.repeat(1024)],
  ['no half character', `${'x'.repeat(1022)}€`, 'x'.repeat(1022)],
  ['something, as SQS takes no empty value', '', '-'],
])('of an error message sends %s', async (_title, message, sent) => {
  const { run, sendMessage, destinations } = destinationsOf({
    deadLetterArn: 'arn:aws:sqs:eu-west-1:0:dlq',
  });
  await destinations.giveUp(run, failure(message), 1, 'RetriesExhausted');
  expect(sendMessage.mock.calls[0]?.[2]).toMatchObject({ ErrorMessage: { StringValue: sent } });
});

it.each([
  ['error JSON', '{"errorMessage":"m"}', '{"errorMessage":"m"}'],
  ['text of a custom runtime', 'boom', '"boom"'],
])('sends a record to the OnFailure destination, with %s', async (_title, payload, json) => {
  const event = '{"id":12345678901234567890}';
  const { run, sendMessage, destinations } = destinationsOf(
    { onFailureArn: 'arn:aws:sqs:eu-west-1:0:queue' },
    event,
  );
  await destinations.giveUp(run, failure('m', payload), 2, 'EventAgeExceeded');
  const [arn, body = ''] = sendMessage.mock.calls[0] ?? [];
  expect(arn).toBe('arn:aws:sqs:eu-west-1:0:queue');
  expect(JSON.parse(body)).toMatchObject({
    version: '1.0',
    requestContext: {
      requestId: 'r-1',
      functionArn: `${ARN}:$LATEST`,
      condition: 'EventAgeExceeded',
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  });
  expect(body).toContain(`"requestPayload":${event},"responsePayload":${json}}`);
});

it('tells that an event is gone when nothing is configured', async () => {
  const { run, recorder, destinations } = destinationsOf({});
  await destinations.giveUp(run, failure('m'), 3, 'RetriesExhausted');
  expect(recorder.all('given-up')).toMatchObject([{ requestId: 'r-1', errorMessage: 'm' }]);
  expect(recorder.all('given-up')[0]).not.toHaveProperty('destination');
});

it('tells that an event is gone when the queue does not take it, and tries the other one', async () => {
  const settings = {
    deadLetterArn: 'arn:aws:sqs:eu-west-1:0:dlq',
    onFailureArn: 'arn:aws:sqs:eu-west-1:0:queue',
  };
  const { run, recorder, sendMessage, destinations } = destinationsOf(settings);
  sendMessage.mockRejectedValueOnce(new Error('too large'));
  await destinations.giveUp(run, failure('m'), 3, 'RetriesExhausted');
  const [lost, sent] = recorder.all('given-up');
  expect(lost?.errorMessage).toBe(
    'm (and arn:aws:sqs:eu-west-1:0:dlq does not take it: Error: too large)',
  );
  expect(lost).not.toHaveProperty('destination');
  expect(sent).toMatchObject({ destination: 'arn:aws:sqs:eu-west-1:0:queue' });
});
