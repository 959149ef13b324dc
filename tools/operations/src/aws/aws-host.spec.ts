import { ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { watchHost } from './aws-host';

const CREDENTIALS = { accessKeyId: 'id', secretAccessKey: 'secret' };
/** Replaces the network: no request leaves this process. */
const requestHandler = { handle: () => Promise.reject(new Error('no network')) };

async function isAwsAfterACall(endpoint: string | undefined): Promise<boolean> {
  const settings = { region: 'eu-west-1', credentials: CREDENTIALS, requestHandler };
  const client = new ECSClient({ ...settings, ...(endpoint !== undefined && { endpoint }) });
  const isAws = watchHost(client);
  await expect(client.send(new ListTasksCommand())).rejects.toThrow('no network');
  return isAws();
}

it.each([
  [undefined, true],
  ['https://vpce-1.ecs.eu-west-1.vpce.amazonaws.com', true],
  ['https://ecs.cn-north-1.amazonaws.com.cn', true],
  ['http://127.0.0.1:4566', false],
  ['https://amazonaws.com.example.org', false],
])('tells whether the endpoint %s belongs to AWS', async (endpoint, isAws) => {
  expect(await isAwsAfterACall(endpoint)).toBe(isAws);
});
