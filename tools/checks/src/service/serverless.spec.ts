// What is packaged is what will be deployed: rules on the kit's part of the compiled template and of the zips. What a
// service adds of its own is not judged here: the packaging says what is wrong with it.
import { MAXIMUM_DELIVERIES } from '@immortal/rescue';
import { isKit, kitOf } from './kit-resources';
import {
  filesOf,
  type LambdaFunction,
  type Mapping,
  type Queue,
  references,
  Resources,
  resources,
  type Role,
  statementsOfRoles,
  type TaskDefinition,
  template,
} from './packaged-service';

const functions = kitOf(resources<LambdaFunction>('AWS::Lambda::Function'));
const queues = kitOf(resources<Queue>('AWS::SQS::Queue'));
const secondary = functions['SecondaryLambdaFunction']!;
const smoke = functions['SmokeLambdaFunction']!;

/** What of a network has tags. */
const TAGGED_NETWORK = /^AWS::EC2::(InternetGateway|RouteTable|SecurityGroup|Subnet|VPC)$/;

/** What the names of resources are called, of those that have one. */
const NAMES = new Set(
  ['Alarm', 'Bucket', 'Cluster', 'Dashboard', 'Function', 'LogGroup', 'Queue', 'Role', 'Topic']
    .map((kind) => `${kind}Name`)
    .concat('Family', 'Name'),
);

/** A name as it is written; none for a reference to another resource's. */
function textOf(name: unknown): string[] {
  if (typeof name === 'string') return [name];
  const { 'Fn::Sub': text } = name as { 'Fn::Sub'?: string };
  return text === undefined ? [] : [text];
}

describe('the packaged service', () => {
  it('has one file in each zip: the one that its handler names', () => {
    for (const [key, { Handler }] of Object.entries({ secondary, smoke })) {
      expect(filesOf(key)).toEqual([Handler.replace(/\.handler$/, '.js')]);
    }
  });

  it('refers to nothing that it does not have', () => {
    const known = { ...template.Parameters, ...Resources };
    expect(references(kitOf(Resources)).filter((name) => !(name in known))).toEqual([]);
  });

  it('gives the smoke function a failure queue by which the secondary knows it', () => {
    const { FunctionName, DeadLetterConfig } = smoke;
    const queue = queues[DeadLetterConfig!.TargetArn['Fn::GetAtt'][0]];
    expect(queue?.QueueName).toBe(`${FunctionName}-failures`);
    const policies = String(secondary.Environment?.Variables['RESCUE_POLICIES']);
    expect(Object.keys(JSON.parse(policies) as object)).toContain(FunctionName);
  });

  it('subscribes the secondary to its queues, with partial batch responses', () => {
    const mappings = Object.values(resources<Mapping>('AWS::Lambda::EventSourceMapping')).filter(
      ({ FunctionName }) => FunctionName['Fn::GetAtt']?.[0] === 'SecondaryLambdaFunction',
    );
    expect(mappings.map(({ EventSourceArn }) => EventSourceArn)).toEqual(
      expect.arrayContaining([
        { 'Fn::GetAtt': ['SmokeFailures', 'Arn'] },
        { 'Fn::GetAtt': ['StoppedTasks', 'Arn'] },
      ]),
    );
    for (const { FunctionResponseTypes } of mappings) {
      expect(FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('keeps what failed for 14 days, encrypted, and parks it after many deliveries', () => {
    const { ParkedFailures, ...read } = queues;
    expect(Object.keys(read).sort()).toEqual(['SmokeFailures', 'StoppedTasks']);
    for (const queue of Object.values(queues)) {
      expect(queue).toMatchObject({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    }
    expect(ParkedFailures).not.toHaveProperty('RedrivePolicy');
    for (const queue of Object.values(read)) {
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * secondary.Timeout);
      expect(queue.RedrivePolicy?.maxReceiveCount).toBeGreaterThan(MAXIMUM_DELIVERIES);
      expect(queue.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0]).toBe('ParkedFailures');
    }
  });

  it('runs containers of the functions’ architecture, in a size that Fargate has', () => {
    const { Cpu, Memory, RuntimePlatform, ContainerDefinitions } = resources<TaskDefinition>(
      'AWS::ECS::TaskDefinition',
    )['RunnerTaskDefinition']!;
    const architectures = Object.values(functions).flatMap(({ Architectures }) => Architectures);
    expect(new Set(architectures)).toEqual(
      new Set([RuntimePlatform.CpuArchitecture.toLowerCase()]),
    );
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
    expect(Cpu).toBe('1024');
    expect([2, 3, 4, 5, 6, 7, 8].map((gigabytes) => gigabytes * 1024)).toContain(Number(Memory));
    expect(ContainerDefinitions.map(({ Name }) => Name)).toEqual(['runner']);
  });

  it('lets a deployment limit every role by its boundary', () => {
    // A role without it could not be made by the role that the pipeline deploys with.
    const roles = kitOf(resources<Role>('AWS::IAM::Role'));
    expect(Object.keys(roles).filter((id) => !('PermissionsBoundary' in roles[id]!))).toEqual([]);
    expect(Object.keys(roles).length).toBeGreaterThanOrEqual(4);
  });

  it('names the kit’s resources after the service: the pipeline’s role may make no others', () => {
    const names = Object.values(kitOf(Resources)).flatMap(({ Properties }) =>
      Object.entries(Properties as object).flatMap(([key, value]) =>
        NAMES.has(key) ? textOf(value) : [],
      ),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !/^(\/aws\/(lambda|ecs)\/)?immortal-/.test(name))).toEqual([]);
  });

  it('gives each part of the network a Name after the service, by which the pipeline’s role knows it', () => {
    for (const [id, { Type, Properties }] of Object.entries(kitOf(Resources))) {
      if (!TAGGED_NETWORK.test(Type)) continue;
      const { Tags } = Properties as { Tags?: unknown };
      expect({ id, Tags }).toEqual({
        id,
        Tags: expect.arrayContaining([
          { Key: 'Name', Value: expect.stringMatching(/^immortal-/) as unknown },
        ]) as unknown,
      });
    }
  });

  it('separates what primaries, secondary and containers may do', () => {
    expect(smoke.Role['Fn::GetAtt'][0]).toBe('HandlerRole');
    expect(secondary.Role['Fn::GetAtt'][0]).toBe('SecondaryRole');
  });

  it('allows no action by wildcard, and only reviewed ones on all resources', () => {
    const statements = statementsOfRoles(isKit);
    expect(statements.flatMap(({ actions }) => actions).filter((a) => a.includes('*'))).toEqual([]);
    const onEverything = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(onEverything.flatMap(({ actions }) => actions).sort()).toEqual([
      'ecr:GetAuthorizationToken', // knows no resource
      'ecs:ListTasks', // has a condition on the cluster instead
    ]);
  });
});
