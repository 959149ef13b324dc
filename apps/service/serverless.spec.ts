// What is packaged is what will be deployed: rules on the compiled template and on the zips.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MAXIMUM_DELIVERIES } from './src/rescue/deliveries';
import {
  allowedStatements,
  filesOf,
  type LambdaFunction,
  type Queue,
  references,
  Resources,
  resources,
  type TaskDefinition,
} from './src/testing/packaged-service';

const functions = resources<LambdaFunction>('AWS::Lambda::Function');
const queues = resources<Queue>('AWS::SQS::Queue');
const secondary = functions['SecondaryLambdaFunction']!;
const primaries = Object.values(functions).filter(({ DeadLetterConfig }) => DeadLetterConfig);

describe('the packaged service', () => {
  it('has one file in each zip: the one that its handler names', () => {
    expect(Object.keys(functions)).not.toHaveLength(0);
    for (const { FunctionName, Handler } of Object.values(functions)) {
      const files = filesOf(FunctionName.replace('immortal-dev-', ''));
      expect(files).toEqual([Handler.replace(/\.handler$/, '.js')]);
    }
  });

  it('refers to nothing that it does not have', () => {
    const missing = references(Resources).filter((logicalId) => !(logicalId in Resources));
    expect(missing).toEqual([]);
  });

  it('gives each primary a failure queue by which the secondary knows it', () => {
    expect(primaries).not.toHaveLength(0);
    const names = primaries.map(({ FunctionName }) => FunctionName);
    const failureQueues = primaries.map(
      ({ DeadLetterConfig }) => queues[DeadLetterConfig!.TargetArn['Fn::GetAtt'][0]]!.QueueName,
    );
    expect(failureQueues).toEqual(names.map((name) => `${name}-failures`));
    const policies = String(secondary.Environment?.Variables['RESCUE_POLICIES']);
    expect(Object.keys(JSON.parse(policies) as object)).toEqual(names);
  });

  it('subscribes the secondary to each failure queue and to the stopped tasks, with partial batch responses', () => {
    const mappings = resources('AWS::Lambda::EventSourceMapping');
    const sources = [
      ...primaries.map(({ DeadLetterConfig }) => DeadLetterConfig!.TargetArn),
      { 'Fn::GetAtt': ['StoppedTasks', 'Arn'] },
    ];
    expect(Object.values(mappings)).toEqual(
      sources.map((EventSourceArn) => ({
        EventSourceArn,
        FunctionName: { 'Fn::GetAtt': ['SecondaryLambdaFunction', 'Arn'] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BatchSize: 10,
        ScalingConfig: { MaximumConcurrency: 5 },
        Enabled: true,
      })),
    );
  });

  it('keeps what failed for 14 days, encrypted, and parks it after many deliveries', () => {
    for (const queue of Object.values(queues)) {
      expect(queue).toMatchObject({
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    }
    const { ParkedFailures, ...read } = queues;
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
    const source = readFileSync(path.join(__dirname, 'resources/roles.yml'), 'utf8');
    const roles = source.split(/^ {2}(?=\w+:$)/m).slice(1);
    expect(roles.length).toBe(Object.keys(resources('AWS::IAM::Role')).length);
    for (const role of roles) {
      expect(role).toContain('PermissionsBoundary: ${self:custom.permissionsBoundary}');
    }
  });

  it('separates what primaries, secondary and containers may do', () => {
    const roles = primaries.map(({ Role }) => Role['Fn::GetAtt'][0]);
    expect(new Set(roles)).toEqual(new Set(['HandlerRole']));
    expect(secondary.Role['Fn::GetAtt'][0]).toBe('SecondaryRole');
  });

  it('allows no action by wildcard, and only reviewed ones on all resources', () => {
    const statements = allowedStatements();
    expect(statements.flatMap(({ actions }) => actions).filter((a) => a.includes('*'))).toEqual([]);
    const onEverything = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(onEverything.flatMap(({ actions }) => actions).sort()).toEqual([
      'ecr:GetAuthorizationToken', // knows no resource
      'ecs:ListTasks', // has a condition on the cluster instead
    ]);
  });
});
