import { MAX_OVERRIDES_LENGTH } from '../../kernel/aws-limits';
import { checkRunTask, type RunTaskInput } from './run-task-input';
import type { TaskDefinition } from './task-definitions';

const DEFINITION: TaskDefinition = {
  arn: 'arn',
  family: 'runner',
  cpu: '1024',
  memory: '2048',
  diskGib: 20,
  architecture: 'X86_64',
  networkMode: 'awsvpc',
  taskRoleArn: undefined,
  executionRoleArn: undefined,
  view: {},
  container: {
    name: 'runner',
    image: 'i',
    command: [],
    environment: {},
    stopTimeoutSeconds: 30,
    logs: undefined,
    mounts: [],
    isolation: {
      readonlyRoot: false,
      dropped: [],
      added: [],
      init: false,
      user: undefined,
    },
  },
};
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'] } };

const check = (input: RunTaskInput) => {
  checkRunTask({ networkConfiguration: NETWORK, ...input }, DEFINITION);
};
const refusal = (message: string) =>
  expect.objectContaining({
    code: 'InvalidParameterException',
    message: expect.stringContaining(message) as unknown,
  }) as Error;

function overridesOf(length: number): RunTaskInput {
  const of = (value: string) => ({
    containerOverrides: [{ name: 'runner', environment: [{ name: 'EVENT', value }] }],
  });
  const rest = length - JSON.stringify(of('')).length;
  return { overrides: of('x'.repeat(rest)) };
}

it('accepts overrides of exactly as many characters as ECS does, including the JSON', () => {
  expect(MAX_OVERRIDES_LENGTH).toBe(8192);
  expect(() => {
    check(overridesOf(8192));
  }).not.toThrow();
  expect(() => {
    check(overridesOf(8193));
  }).toThrow(refusal('Container Overrides length must be at most 8192'));
});

it.each<RunTaskInput>([
  { startedBy: 'a/b-c_d'.padEnd(128, '0') },
  { clientToken: '!~'.padEnd(64, '0') },
  { count: 10 },
])('takes %j', (input) => {
  expect(() => {
    check(input);
  }).not.toThrow();
});

it.each<[RunTaskInput, string]>([
  [{ startedBy: 'x'.repeat(129) }, 'startedBy'],
  [{ startedBy: 'request id' }, 'startedBy'],
  [{ clientToken: 'x'.repeat(65) }, 'clientToken'],
  [{ clientToken: '' }, 'clientToken'],
  [{ clientToken: 'größe' }, 'clientToken'],
  [{ count: 0 }, 'count must be between 1 and 10'],
  [{ count: 11 }, 'count must be between 1 and 10'],
  [{ networkConfiguration: {} }, 'Network Configuration must be provided'],
  [
    { overrides: { containerOverrides: [{ name: 'other' }] } },
    'Override for container named other',
  ],
  [
    { volumeConfigurations: [] } as RunTaskInput,
    'does not support volumeConfigurations of RunTask',
  ],
  [
    { overrides: { inferenceAcceleratorOverrides: [] } } as RunTaskInput,
    'does not support inferenceAcceleratorOverrides of overrides',
  ],
  [
    { overrides: { containerOverrides: [{ name: 'runner', environmentFiles: [] } as object] } },
    'does not support environmentFiles of containerOverrides',
  ],
])('refuses %j', (input, message) => {
  expect(() => {
    check(input);
  }).toThrow(refusal(message));
});

it.each<RunTaskInput['overrides']>([
  { cpu: '2048', memory: '4096' },
  { memory: '8192' },
  { cpu: '512' },
])('takes a size that Fargate has: %j', (overrides = {}) => {
  expect(() => {
    check({ overrides });
  }).not.toThrow();
});

it.each<[RunTaskInput['overrides'], string]>([
  [{ cpu: '4096' }, '4096 CPU, 2048 memory'],
  [{ memory: '512' }, '1024 CPU, 512 memory'],
  [{ cpu: '1000', memory: '2048' }, '1000 CPU, 2048 memory'],
])('refuses a size that Fargate does not have: %j', (overrides = {}, values) => {
  expect(() => {
    check({ overrides });
  }).toThrow(
    expect.objectContaining({
      code: 'ClientException',
      message: expect.stringContaining(
        `No Fargate configuration exists for given values: ${values}`,
      ) as unknown,
    }) as Error,
  );
});
