// For specs: an empty account, and stacks that an unchanged SDK client deploys to it.
import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { CloudOptions } from '../cloud';
import { handlersZip, REGION } from './fixture';
import { eventually } from './recorder';
import { type SpecCloud, startSpecCloud } from './spec-cloud';

/** As of testing/fixture.ts, and with other members beside the properties. */
type Template = Readonly<Record<string, object>>;

export class SpecStacks {
  private constructor(
    readonly spec: SpecCloud,
    readonly client: CloudFormationClient,
    readonly s3: S3Client,
  ) {}

  /** The code of every function of testing/fixture.ts is in its bucket. */
  static async start(more: Partial<CloudOptions> = {}): Promise<SpecStacks> {
    const spec = await startSpecCloud({}, { packageFolder: undefined, ...more });
    const credentials = { accessKeyId: 'spec', secretAccessKey: 'spec' };
    const config = { endpoint: spec.cloud.origin, region: REGION, credentials };
    const stacks = new SpecStacks(spec, new CloudFormationClient(config), new S3Client(config));
    await stacks.s3.send(new CreateBucketCommand({ Bucket: 'deployment' }));
    await stacks.put('deployment', 'serverless/spec/dev/1/handlers.zip', handlersZip());
    return stacks;
  }

  async put(Bucket: string, Key: string, Body: Buffer | string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }

  create(Resources: Template, more: Partial<CreateStackCommandInput> = {}): Promise<Stack> {
    return this.ended(this.client.send(new CreateStackCommand(input(Resources, more))));
  }

  update(Resources: Template, more: Partial<CreateStackCommandInput> = {}): Promise<Stack> {
    return this.ended(this.client.send(new UpdateStackCommand(input(Resources, more))));
  }

  /** @returns the stack as it was at the end: deleted, or not */
  async delete(): Promise<Stack> {
    const before = await this.describe('orders');
    await this.client.send(new DeleteStackCommand({ StackName: 'orders' }));
    return this.ended(Promise.resolve({ StackId: before?.StackId }));
  }

  /** @param StackName undefined for the one that there is */
  async describe(StackName: string | undefined): Promise<Stack | undefined> {
    const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0];
  }

  /** `ORDERS CREATE_COMPLETE` and the like, the oldest first, with their reasons. */
  async events(): Promise<string[]> {
    const ask = new DescribeStackEventsCommand({ StackName: 'orders' });
    const { StackEvents = [] } = await this.client.send(ask);
    return StackEvents.reverse().map(
      ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }) =>
        [LogicalResourceId, ResourceStatus, ResourceStatusReason].filter(Boolean).join(' '),
    );
  }

  async stop(): Promise<void> {
    this.client.destroy();
    this.s3.destroy();
    await this.spec.stop();
  }

  private async ended(begun: Promise<{ StackId?: string | undefined }>): Promise<Stack> {
    const { StackId } = await begun;
    const stack = await eventually(
      () => this.describe(StackId),
      (seen) => seen?.StackStatus?.endsWith('_IN_PROGRESS') === false,
    );
    return stack as Stack;
  }
}

function input(Resources: Template, more: Partial<CreateStackCommandInput>) {
  return { StackName: 'orders', TemplateBody: JSON.stringify({ Resources }), ...more };
}
