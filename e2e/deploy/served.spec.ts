// A deployment to the stack that `npm run cloud` serves: how changed code comes into it while it runs.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Printed, printedBy, start } from '../cli';
import { temporaryFolder } from '../left-behind';
import { type Clients, clientsOf, environment, messagesIn, statusOf, timesIn } from './aws';
import { homeFolder, serverless } from './tools';

const STACK = 'immortal-dev';

let cloud: ReturnType<typeof start>;
let clients: Clients;
let printed: Printed;

beforeAll(async () => {
  cloud = start('serve');
  printed = await printedBy(cloud);
  clients = clientsOf(printed);
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  cloud.kill('SIGINT');
  await once(cloud, 'exit');
  rmSync(temporaryFolder, { recursive: true });
});

it('has the name under which the service is deployed', async () => {
  expect(await statusOf(clients, STACK)).toBe('CREATE_COMPLETE');
});

it('is updated, and keeps its messages', async () => {
  const QueueUrl = `${printed.endpoint}/000000000000/${STACK}-parked`;
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'to be kept' }));
  const deployed = await serverless(environment(printed, homeFolder()), 'deploy');
  expect(deployed.output).toContain(`Service deployed to stack ${STACK}`);
  expect(deployed.exitCode).toBe(0);
  expect(await timesIn(clients, STACK, 'UPDATE_COMPLETE')).toBe(1);
  expect(await messagesIn(clients, QueueUrl)).toBe(1);
});
