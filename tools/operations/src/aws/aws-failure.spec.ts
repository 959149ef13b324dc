// With the errors that the SDK throws for AWS's answers, and for no answer.
import { ListTasksCommand, ECSClient, type ECSClientConfig } from '@aws-sdk/client-ecs';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { RefusalError } from '../errors';
import { explain } from './aws-failure';
import {
  type Answer,
  clientSettings,
  type HttpServer,
  startHttpServer,
} from '../testing/http-server';

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());

async function explained(change: ECSClientConfig = {}): Promise<string | undefined> {
  const client = new ECSClient({ ...clientSettings(server.url), ...change });
  return client.send(new ListTasksCommand()).then(() => 'no failure', explain);
}

function refuses(__type: string, message: string): Answer {
  return { status: 400, body: JSON.stringify({ __type, message }) };
}

describe('explain', () => {
  it('names the permission that is missing', async () => {
    server.answer = () =>
      refuses(
        'AccessDeniedException',
        'User: x is not authorized to perform: ecs:ListTasks on resource: *',
      );
    expect(await explained()).toMatch(
      /^AWS denies access\. The permission ecs:ListTasks is missing\. \(User: x/,
    );
  });

  it('names the permission that is missing at SQS, which writes it in lower case', async () => {
    server.answer = () =>
      refuses(
        'com.amazon.coral.service#AccessDeniedException',
        'User: x is not authorized to perform: sqs:getqueueurl on resource: y',
      );
    const client = new SQSClient(clientSettings(server.url));
    const attempt = client.send(new GetQueueUrlCommand({ QueueName: 'q' }));
    expect(await attempt.catch(explain)).toContain('The permission sqs:getqueueurl is missing.');
  });

  it.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'])(
    'says to log in after %s',
    async (type) => {
      server.answer = () => refuses(type, 'The security token\nis expired');
      expect(await explained()).toBe(
        `AWS refuses the credentials (${type}: The security token is expired): log in (aws sso login, aws configure), or choose a profile with AWS_PROFILE.`,
      );
    },
  );

  it('shows any other error of AWS in one line', async () => {
    server.answer = () => refuses('InvalidParameterException', 'Not\nso.');
    expect(await explained()).toBe('AWS answers InvalidParameterException: Not so.');
  });

  it('says how to set a region if there is none', async () => {
    const region = () => Promise.reject(new Error('Region is missing'));
    expect(await explained({ region })).toMatch(/^No AWS region is set: pass --region/);
  });
});

it.each([
  [
    { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 },
    'Nothing answers at 127.0.0.1:9 (ECONNREFUSED).',
  ],
  [
    { code: 'ENOTFOUND', hostname: 'sqs.eu-west-9.amazonaws.com' },
    'Nothing answers at sqs.eu-west-9.amazonaws.com (ENOTFOUND).',
  ],
  [{ name: 'TimeoutError' }, 'Nothing answers (TimeoutError).'],
])('says which address does not answer: %j', (members, message) => {
  expect(explain(Object.assign(new Error('connect'), members))).toMatch(message);
});

it('passes on the message of an expected error', () => {
  expect(explain(new RefusalError('There is no queue.'))).toBe('There is no queue.');
});

const misuse = Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' });

it.each([new TypeError('x is not a function'), misuse, 'a string', undefined])(
  'leaves the bug %s unexplained, so that its stack is shown',
  (bug) => {
    expect(explain(bug)).toBeUndefined();
  },
);
