// A service with 500 rescued functions: packaged by the real framework, and the last one launched by its real secondary.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { unpack } from '@immortal/archive';
import { type Template } from './template';

const MINUTES = 60_000;
const WORKSPACE = path.resolve(__dirname, '../../..');
const SERVERLESS = require.resolve('serverless/bin/serverless.js', { paths: [WORKSPACE] });
const COUNT = 500;
const LAST = `shop-dev-f${COUNT}`;
const RESOURCES = ['network-own', 'runner', 'roles', 'hand-over', 'recovery', 'alarms'];

const FUNCTIONS = Array.from({ length: COUNT }, (_, index) => `f${index + 1}`);
const SERVICE = `
service: shop
frameworkVersion: '4'
plugins: [serverless-esbuild, '@immortal/serverless-plugin', serverless-plugin-lambda-dead-letter]
provider: { name: aws, runtime: nodejs24.x, region: eu-west-1 }
custom:
  permissionsBoundary: !Ref AWS::NoValue
  network: own
  networks: { own: { subnets: subnet-1, securityGroups: sg-1, assignPublicIp: ENABLED } }
  alarmEmail: ''
  esbuild: { bundle: true, minify: true, mainFields: [module, main], exclude: [] }
functions:
${FUNCTIONS.map((key) => `  ${key}: { handler: src/code.handler, rescue: {} }`).join('\n')}
  secondary:
    handler: src/secondary.handler
    role: SecondaryRole
    timeout: 60
    environment:
      CLUSTER: !GetAtt Cluster.Arn
      PARKED_QUEUE: !Ref ParkedFailures
      HAND_OVER_BUCKET: !Ref HandOverBucket
      RESCUED_FUNCTIONS: rescued-functions.json
    events: [{ sqs: { arn: !GetAtt StoppedTasks.Arn, functionResponseType: ReportBatchItemFailures } }]
resources:
${RESOURCES.map((name) => `  - \${file(../../tools/serverless-plugin/resources/${name}.yml)}`).join('\n')}
`;

const AWS_VARIABLES = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  CLUSTER: 'shop-dev',
  PARKED_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shop-dev-parked',
  HAND_OVER_BUCKET: 'shop-dev-hand-over',
};
/** A message of the last function's failure queue. */
const RECORD = {
  messageId: 'm-1',
  body: '{}',
  eventSourceARN: `arn:aws:sqs:eu-west-1:123456789012:${LAST}-failures`,
  receiptHandle: 'handle',
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
  messageAttributes: { RequestID: { stringValue: 'r-1', dataType: 'String' } },
};
const INVOKE = `require(process.argv[1])
  .handler(${JSON.stringify({ Records: [RECORD] })}, { functionName: 'shop-dev-secondary', awsRequestId: 'own' })
  .then((answer) => console.log(JSON.stringify(answer)));`;

let root: string;
let folder: string;
let output: string;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'many-functions-'));
  folder = path.join(root, 'apps/service');
  fs.mkdirSync(path.join(folder, 'src'), { recursive: true });
  for (const shared of ['node_modules', 'tools', 'libs']) {
    fs.symlinkSync(path.join(WORKSPACE, shared), path.join(root, shared));
  }
  const secondary = 'src/secondary.ts';
  fs.copyFileSync(path.join(WORKSPACE, 'apps/service', secondary), path.join(folder, secondary));
  fs.writeFileSync(path.join(folder, 'src/code.ts'), 'export const handler = async () => {};');
  fs.writeFileSync(path.join(folder, 'package.json'), '{}');
  fs.writeFileSync(path.join(folder, 'serverless.yml'), SERVICE);
  const { status, output: printed } = await run([SERVERLESS, 'package'], { HOME: root });
  if (status !== 0) throw new Error(printed);
  output = printed;
}, 5 * MINUTES);
afterAll(() => {
  fs.rmSync(root, { recursive: true });
});

/** Node.js in the service's folder, with no variable of this process but PATH. */
async function run(args: string[], env: Record<string, string>) {
  const { PATH } = process.env;
  const child = spawn(process.execPath, args, { cwd: folder, env: { PATH, ...env } });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { status, output: stdout + stderr, stdout };
}

function template(): Template {
  const file = path.join(folder, '.serverless/cloudformation-template-update-stack.json');
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Template;
}

it('names CloudFormation’s limit', () => {
  expect(output).toMatch(
    new RegExp(
      `The stack has \\d+ resources, ${COUNT} of its functions are rescued, and CloudFormation allows 500 resources`,
    ),
  );
});

it('keeps the secondary’s role below IAM’s limit of 10,240 characters', () => {
  const { Policies } = template().Resources['SecondaryRole']?.Properties ?? {};
  const length = JSON.stringify(Policies).replace(/\s/g, '').length;
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(10_240);
});

describe('the secondary’s zip', () => {
  let unpacked: string;

  beforeAll(async () => {
    unpacked = path.join(root, 'unpacked');
    // Of all functions: the service does not package them individually.
    const subject = 'shop.zip';
    const zip = fs.readFileSync(path.join(folder, '.serverless', subject));
    await unpack([{ zip, subject }], unpacked, 50_000_000);
  });

  it('has the policies of all functions', () => {
    const file = path.join(unpacked, 'rescued-functions.json');
    const { functions } = JSON.parse(fs.readFileSync(file, 'utf8')) as { functions: object };
    expect(Object.keys(functions)).toHaveLength(COUNT);
  });

  it('launches the last of them', async () => {
    const calls: AwsCall[] = [];
    const aws = await fakeAws(calls);
    try {
      const { port } = aws.address() as AddressInfo;
      const { stdout, status } = await run(['-e', INVOKE, path.join(unpacked, 'src/secondary')], {
        ...variablesOf(template()),
        ...AWS_VARIABLES,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${String(port)}`,
        LAMBDA_TASK_ROOT: unpacked,
      });
      expect({ status, stdout }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('{"batchItemFailures":[]}') as unknown,
      });
    } finally {
      aws.close();
    }
    expect(calls).toContainEqual({
      target: 'AmazonEC2ContainerServiceV20141113.RunTask',
      input: expect.objectContaining({
        taskDefinition: LAST,
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ['subnet-1'],
            securityGroups: ['sg-1'],
            assignPublicIp: 'ENABLED',
          },
        },
      }) as unknown,
    });
  });
});

interface AwsCall {
  readonly target: unknown;
  readonly input: unknown;
}

/** Answers each call of ECS with a task. */
async function fakeAws(calls: AwsCall[]): Promise<http.Server> {
  const taskArn = `arn:aws:ecs:eu-west-1:123456789012:task/shop-dev/${'1'.repeat(32)}`;
  const server = http.createServer((request, response) => {
    void text(request).then((body) => {
      calls.push({ target: request.headers['x-amz-target'], input: JSON.parse(body) });
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ tasks: [{ taskArn }], failures: [] }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The secondary's own variables that are texts: its networks among them. */
function variablesOf({ Resources }: Template): Record<string, string> {
  const { Environment } = Resources['SecondaryLambdaFunction']?.Properties ?? {};
  const { Variables } = Environment as { Variables: Record<string, unknown> };
  const texts = Object.entries(Variables).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as Record<string, string>;
}
