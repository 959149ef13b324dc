// Checks the kit's part of the compiled template and the zips, which are what will be deployed. Packaging itself checks
// what a service adds.
import { MAXIMUM_DELIVERIES } from '@immortal/rescue';
import { readJson } from '../workspace-file';
import { isKit, kitOf } from './kit-resources';
import {
  filesOf,
  type LambdaFunction,
  type Mapping,
  type Queue,
  Resources,
  resources,
  type Role,
  statementsOfRoles,
  type TaskDefinition,
} from './packaged-service';

const functions = kitOf(resources<LambdaFunction>('AWS::Lambda::Function'));
const queues = kitOf(resources<Queue>('AWS::SQS::Queue'));
const secondary = functions['SecondaryLambdaFunction']!;
const smoke = functions['SmokeLambdaFunction']!;
const hasSample = 'ImmortalDashhandlerLambdaFunction' in Resources;

/**
 * The types and names of what the first version of the kit deployed, by logical id. Missing are TaskRole,
 * HandlerPermissions and RunnerTaskDefinition: the functions' own roles and task definitions have replaced them.
 */
const deployed = Object.fromEntries(
  Object.entries(
    readJson('tools/checks/src/service/deployed-resources.json') as Record<string, string>,
  )
    // `init --remove-sample` removes them.
    .filter(
      ([id]) =>
        hasSample || (!id.includes('ImmortalDashhandler') && !id.includes('ImmortalHandler')),
    ),
);

/** The parts of a network that have tags. */
const TAGGED_NETWORK = /^AWS::EC2::(InternetGateway|RouteTable|SecurityGroup|Subnet|VPC)$/;

/** The properties that contain a resource's name. */
const NAMES = new Set(
  ['Alarm', 'Bucket', 'Cluster', 'Dashboard', 'Function', 'LogGroup', 'Queue', 'Role', 'Topic']
    .map((kind) => `${kind}Name`)
    .concat('Family', 'Name'),
);

/** The text of a name; none for a reference to another resource. */
function textOf(name: unknown): string[] {
  if (typeof name === 'string') return [name];
  const { 'Fn::Sub': text } = name as { 'Fn::Sub'?: string };
  return text === undefined ? [] : [text];
}

describe('the packaged service', () => {
  it('has one file in a zip: the one that its handler names', async () => {
    await expect(filesOf('smoke')).resolves.toEqual(['src/smoke-handler.js']);
  });

  it('has the rescue policies beside the code of the secondary', async () => {
    const files = (await filesOf('secondary')).sort();
    expect(files).toEqual(['rescued-functions.json', 'src/secondary.js']);
  });

  it('gives the smoke function a failure queue whose name the secondary recognizes', () => {
    const { FunctionName, DeadLetterConfig } = smoke;
    const queue = queues[DeadLetterConfig!.TargetArn['Fn::GetAtt'][0]];
    expect(queue?.QueueName).toBe(`${FunctionName}-failures`);
  });

  it('keeps what earlier versions deployed: CloudFormation would replace what has another logical id or name', () => {
    const missing = Object.entries(deployed).filter(([id, was]) => {
      const { Type = '', Properties = {} } = Resources[id] ?? {};
      const names = Object.entries(Properties as object).flatMap(([key, value]) =>
        NAMES.has(key) ? textOf(value) : [],
      );
      return ![Type, ...names.map((name) => `${Type} ${name}`)].includes(was);
    });
    expect(missing).toEqual([]);
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

  it('keeps failed events for 14 days, encrypted, and parks them after many deliveries', () => {
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

  it('runs the smoke function’s containers as the function: its role, its architecture, its size', () => {
    const task = resources<TaskDefinition>('AWS::ECS::TaskDefinition')['SmokeTaskDefinition']!;
    expect(task).toMatchObject({
      Family: smoke.FunctionName,
      TaskRoleArn: smoke.Role,
      Cpu: '256',
      Memory: '512',
      RuntimePlatform: { CpuArchitecture: smoke.Architectures[0]!.toUpperCase() },
    });
    expect(task.ContainerDefinitions.map(({ Name }) => Name)).toEqual(['runner']);
  });

  it('lets a deployment set a permissions boundary on every role', () => {
    // The pipeline's ExecutionRole may not create a role without one.
    const roles = kitOf(resources<Role>('AWS::IAM::Role'));
    expect(Object.keys(roles).filter((id) => !('PermissionsBoundary' in roles[id]!))).toEqual([]);
    expect(Object.keys(roles).length).toBeGreaterThanOrEqual(4);
  });

  it('names the kit’s resources after the service, as the pipeline’s ExecutionRole requires', () => {
    const names = Object.values(kitOf(Resources)).flatMap(({ Properties }) =>
      Object.entries(Properties as object).flatMap(([key, value]) =>
        NAMES.has(key) ? textOf(value) : [],
      ),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !/^(\/aws\/(lambda|ecs)\/)?immortal-/.test(name))).toEqual([]);
  });

  it('gives each part of the network a Name after the service, as the pipeline’s ExecutionRole requires', () => {
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

  it('gives handlers and the secondary different roles', () => {
    expect(smoke.Role['Fn::GetAtt'][0]).toBe('SmokeRole');
    expect(secondary.Role['Fn::GetAtt'][0]).toBe('SecondaryRole');
  });

  it('allows no action by wildcard, and only reviewed ones on all resources', () => {
    const statements = statementsOfRoles(isKit);
    expect(statements.flatMap(({ actions }) => actions).filter((a) => a.includes('*'))).toEqual([]);
    const onEverything = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(onEverything.flatMap(({ actions }) => actions).sort()).toEqual([
      'ecr:GetAuthorizationToken', // supports no resource-level permissions
      'ecs:ListTasks', // has a condition on the cluster instead
    ]);
  });
});
