// The real Serverless Framework deploys the service to an empty account of the local cloud; it is tested and removed.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { printedBy, start } from '../cli';
import { foldersLeft, processesLeft, temporaryFolder } from '../left-behind';
import {
  bucketsIn,
  type Clients,
  clientsOf,
  emptyBucket,
  environment,
  functionsIn,
  keysIn,
  messagesIn,
  queuesIn,
  REGION,
  statusOf,
  timesIn,
} from './aws';
import { homeFolder, type Ran, serverless, smoke } from './tools';

const STACK = 'immortal-dev';
const ACCOUNT = '000000000000';
const FUNCTIONS = ['immortal-handler', 'smoke', 'secondary'].map((name) => `${STACK}-${name}`);
/** Part of a bucket's name. */
const TOO_LONG = 'toolongforabucketsname';
const DATA_BUCKET = `${STACK}-data-${ACCOUNT}-${REGION}`;

let cloud: ReturnType<typeof start>;
let clients: Clients;
let env: Record<string, string>;

// As for users, each step continues where the previous one ended.
beforeAll(async () => {
  // A call that changes a function after CloudFormation created it would fail the deployment.
  const needless = 'lambda.UpdateFunctionConfiguration=AccessDeniedException:100';
  cloud = start('serve', '--empty', '--fault', needless);
  const printed = await printedBy(cloud);
  clients = clientsOf(printed);
  env = environment(printed, homeFolder());
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await endCloud();
  rmSync(temporaryFolder, { recursive: true });
});

async function endCloud(): Promise<void> {
  if (cloud.exitCode !== null) return;
  cloud.kill('SIGINT');
  await once(cloud, 'exit');
}

function expectSuccess({ exitCode, output }: Ran): void {
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.any(String) as string });
}

const parkedQueue = () => `${env['AWS_ENDPOINT_URL'] ?? ''}/${ACCOUNT}/${STACK}-parked`;

it('refuses a stage whose name begins like another stage’s', async () => {
  const refused = await serverless(env, 'deploy', '--stage', 'dev-anna');
  expect(refused.exitCode).toBe(1);
  expect(refused.output).toContain(
    `The stage "dev-anna" can't be deployed: a stage's name consists of`,
  );
  expect(refused.output).toContain('Choose a name such as "devanna".');
});

describe('a deployment that AWS would refuse', () => {
  it('exits with 1 and the reason, and can be removed', async () => {
    const deployed = await serverless(env, 'deploy', '--stage', TOO_LONG);
    expect(deployed.exitCode).toBe(1);
    expect(deployed.output).toContain(`Stack immortal-${TOO_LONG} failed to deploy`);
    expect(deployed.output).toMatch(
      /CREATE_FAILED: HandOverBucket \(AWS::S3::Bucket\)\n.*The specified bucket is not valid: immortal-toolong/,
    );
    expect(await statusOf(clients, `immortal-${TOO_LONG}`)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await queuesIn(clients)).toEqual([]);
    expectSuccess(await serverless(env, 'remove', '--stage', TOO_LONG));
    expect(await bucketsIn(clients)).toEqual([]);
  });
});

describe('serverless deploy', () => {
  it('creates the stack of a package, and changes nothing outside CloudFormation', async () => {
    // As in .github/workflows/deploy-stage.yml: packaged without credentials, deployed elsewhere.
    const folder = path.join(temporaryFolder, 'package');
    const { PATH = '', HOME = '' } = env;
    expectSuccess(await serverless({ PATH, HOME }, 'package', '--package', folder));
    const deployed = await serverless(env, 'deploy', '--verbose', '--package', folder);
    expectSuccess(deployed);
    expect(deployed.output).toContain(`Service deployed to stack ${STACK}`);
    for (const name of ['immortal-handler', 'smoke'])
      expect(deployed.output).toContain(
        `${STACK}-${name} already has the target arn:aws:sqs:${REGION}:${ACCOUNT}:${STACK}-${name}-failures`,
      );
    expect(await functionsIn(clients, FUNCTIONS)).toEqual(FUNCTIONS);
    expect(await queuesIn(clients)).toContain(`${STACK}-smoke-failures`);
  });

  it('changes nothing when nothing has changed', async () => {
    const again = await serverless(env, 'deploy');
    expectSuccess(again);
    expect(again.output).toContain('No changes to deploy. Deployment skipped.');
    expect(await timesIn(clients, STACK, 'UPDATE_COMPLETE')).toBe(1);
  });

  it('deploys a service that rescues an event', async () => {
    const tried = await smoke(env, '--region', REGION, '--sleep', '4');
    expectSuccess(tried);
    expect(tried.output).toMatch(/✓ rescued: it completed in a container/);
  });

  it('updates the stack, which keeps its messages and objects', async () => {
    const message = { QueueUrl: parkedQueue(), MessageBody: 'to be kept' };
    await clients.sqs.send(new SendMessageCommand(message));
    expectSuccess(await serverless(env, 'deploy', '--force'));
    expect(await timesIn(clients, STACK, 'UPDATE_COMPLETE')).toBe(2);
    expectSuccess(await smoke(env, '--region', REGION, '--sleep', '4'));
    expect(await messagesIn(clients, parkedQueue())).toBe(1);
    expect(await keysIn(clients, DATA_BUCKET)).toHaveLength(2);
  });
});

describe('serverless remove', () => {
  it('stops at a bucket that is not empty, and says so', async () => {
    const removed = await serverless(env, 'remove');
    expect(removed.exitCode).toBe(1);
    expect(removed.output).toMatch(
      /DELETE_FAILED: DataBucket \(AWS::S3::Bucket\)\nThe bucket you tried to delete is not empty/,
    );
    expect(await functionsIn(clients, FUNCTIONS)).toEqual(FUNCTIONS);
  });

  it('removes everything when the bucket is empty', async () => {
    await emptyBucket(clients, DATA_BUCKET);
    const removed = await serverless(env, 'remove');
    expectSuccess(removed);
    expect(removed.output).toContain('Service immortal has been successfully removed');
    expect(await functionsIn(clients, FUNCTIONS)).toEqual([]);
    expect(await queuesIn(clients)).toEqual([]);
    expect(await bucketsIn(clients)).toEqual([]);
    await expect(statusOf(clients, STACK)).rejects.toThrow(`Stack with id ${STACK} does not exist`);
  });
});

it('leaves nothing behind on this machine', async () => {
  await endCloud();
  expect({ processes: processesLeft(), folders: foldersLeft() }).toEqual({
    processes: [],
    folders: [],
  });
});
