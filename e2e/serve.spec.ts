import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Printed, printedBy, run, start } from './cli';
import { rmSync } from 'node:fs';
import { foldersLeft, processesLeft, temporaryFolder } from './left-behind';

const FUNCTION = 'immortal-dev-smoke';

/** A handler's process that runs for long: the smoke function, invoked asynchronously. */
async function invokeSmoke({ endpoint, credentials }: Printed): Promise<void> {
  const client = new LambdaClient({ endpoint, region: 'eu-west-1', credentials });
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: FUNCTION }));
  expect(Configuration).toMatchObject({
    FunctionName: FUNCTION,
    Runtime: 'nodejs24.x',
    Timeout: 3,
  });
  const Payload = '{"id":"serve","sleepSeconds":60}';
  const input = { FunctionName: FUNCTION, InvocationType: 'Event', Payload } as const;
  await client.send(new InvokeCommand(input));
}

afterAll(() => {
  rmSync(temporaryFolder, { recursive: true });
});

describe('npm run cloud', () => {
  it('prints its endpoint, serves unchanged clients, and leaves nothing behind after Ctrl-C', async () => {
    const cloud = start('serve');
    const stderr = text(cloud.stderr);
    await invokeSmoke(await printedBy(cloud));
    cloud.kill('SIGINT');
    const [exitCode] = (await once(cloud, 'exit')) as [number | null];
    expect({ exitCode, stderr: await stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(processesLeft()).toEqual([]);
    expect(foldersLeft()).toEqual([]);
  });

  it('is cleaned up by the next start after SIGKILL', async () => {
    const killed = start('serve');
    await invokeSmoke(await printedBy(killed));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(foldersLeft()).not.toEqual([]);

    const next = start('serve');
    await printedBy(next);
    next.kill('SIGINT');
    await once(next, 'exit');
    expect(processesLeft()).toEqual([]);
    expect(foldersLeft()).toEqual([]);
  });

  it('refuses a used port in one line', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ended = await run('serve', '--json', '--port', String(port));
    other.close();
    expect(ended.stderr).toContain(`local-cloud: port ${port} is in use: pass another one`);
    expect(ended.exitCode).toBe(1);
    expect(foldersLeft()).toEqual([]);
  });
});
