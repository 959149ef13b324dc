// The page while stacks are deployed and deleted.
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildZip } from '@immortal/archive/testing';
import { visit } from './browser';
import { expectShown, expectState, goTo } from './page';
import { useSession } from './session';

const REGION = 'eu-west-1';
const CODE = { S3Bucket: 'code', S3Key: 'orders.zip' };
const TEMPLATE = {
  Resources: {
    Orders: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'orders',
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: 'arn:aws:iam::000000000000:role/orders',
        Code: CODE,
      },
    },
  },
};

const session = useSession({ packageFolder: undefined });
let stacks: CloudFormationClient;

beforeAll(async () => {
  const { origin, callers } = session.harness.cloud;
  const config = { endpoint: origin, region: REGION, credentials: callers.developer };
  stacks = new CloudFormationClient(config);
  await putCode(new S3Client(config));
});

afterAll(() => {
  stacks.destroy();
});

async function putCode(s3: S3Client): Promise<void> {
  const data = 'exports.handler = async () => "done";';
  const Body = buildZip([{ name: 'index.js', data, method: 8, mode: 0o100644 }]);
  await s3.send(new CreateBucketCommand({ Bucket: CODE.S3Bucket }));
  await s3.send(new PutObjectCommand({ Bucket: CODE.S3Bucket, Key: CODE.S3Key, Body }));
  s3.destroy();
}

it('updates the functions of an open page when a stack is deployed or deleted', async () => {
  const { page } = await visit(session.browser, session.harness.url);
  await goTo(page, 'Send');
  await expectShown(page.getByText('There are no functions yet'));

  const TemplateBody = JSON.stringify(TEMPLATE);
  await stacks.send(new CreateStackCommand({ StackName: 'orders', TemplateBody }));
  await expectShown(page.getByText('--function-name orders '));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expectState(page, 'succeeded');

  await goTo(page, 'Send');
  await stacks.send(new DeleteStackCommand({ StackName: 'orders' }));
  await expectShown(page.getByText('There are no functions yet'));
  expect(await page.getByText('--function-name orders ').count()).toBe(0);
});
