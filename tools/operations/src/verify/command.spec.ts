// The command as people run it, in a process of its own.
import { operations } from '../testing/operations';
import { startHttpServer } from '../testing/http-server';

const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };

it('refuses to start without a confirmation, before any call', async () => {
  const { stdout, stderr, exitCode } = await operations(['verify']);
  expect(stderr).toMatch(/^verify: the input is not a terminal, .*: pass --yes\n$/);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
});

it('says in one line that there is no such stage', async () => {
  const server = await startHttpServer();
  server.answer = () => ({
    status: 404,
    body: '{}',
    headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
  });
  const env = { ...KEYS, AWS_ENDPOINT_URL: server.url };
  const { stderr, exitCode } = await operations(['verify', '--yes', '--stage', 'none'], env);
  await server.close();
  expect(stderr).toMatch(/^verify: There is no function immortal-none-smoke: .*\n$/);
  expect(exitCode).toBe(1);
});
