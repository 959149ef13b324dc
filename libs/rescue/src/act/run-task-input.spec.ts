import { decodeContract, fromEnvironment } from '@immortal/shared';
import { fitsOverrides, runTaskInput } from './run-task-input';
import { contractOfTask } from '../read/task-contract';
import { aFailedInvocation, aPolicy, PLACE, TRACE_HEADER } from '../testing/fixtures';

const FAILED = aFailedInvocation();

describe('runTaskInput', () => {
  it('requests one Fargate task that can reach AWS', () => {
    expect(runTaskInput(FAILED, aPolicy(), PLACE)).toEqual({
      cluster: PLACE.cluster,
      taskDefinition: 'immortal-dev-orders',
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-0a1', 'subnet-0b2'],
          securityGroups: ['sg-0c3'],
          assignPublicIp: 'ENABLED',
        },
      },
      overrides: {
        containerOverrides: [{ name: 'runner', environment: expect.any(Array) as unknown }],
      },
      startedBy: 'immortal-dev-orders/e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10/1',
      group: 'immortal-dev-orders',
      tags: [{ key: 'immortal:function', value: 'immortal-dev-orders' }],
    });
  });

  it('passes the function, the event, and the original request id to the runner', () => {
    const [container] = runTaskInput(FAILED, aPolicy(), PLACE).overrides!.containerOverrides!;
    const env: Record<string, string> = { AWS_REGION: 'eu-west-1' };
    for (const { name, value } of container!.environment!) env[name!] = value!;
    expect(decodeContract(fromEnvironment(env))).toEqual({
      event: { text: '{ "id": 1.0 }' },
      context: {
        functionName: 'immortal-dev-orders',
        awsRequestId: 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10',
        invokedFunctionArn: FAILED.functionArn,
      },
      region: 'eu-west-1',
    });
  });

  it("passes the invocation's tracing header, by which Lambda detects recursive loops", () => {
    const traced = { ...FAILED, traceHeader: TRACE_HEADER };
    const { overrides } = runTaskInput(traced, aPolicy(), PLACE);
    expect(contractOfTask(overrides)?.context.xRayTraceId).toBe(TRACE_HEADER);
  });

  it('has the attempt in startedBy', () => {
    expect(runTaskInput({ ...FAILED, attempt: 3 }, aPolicy(), PLACE).startedBy).toBe(
      'immortal-dev-orders/e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10/3',
    );
  });

  it.each([
    ['plain text', 'x'],
    ['text that JSON escapes', '\\"'],
  ])('accepts 8192 characters of overrides and not one more, made of %s', (_, unit) => {
    const withEvent = (text: string) => ({ ...FAILED, event: { text } });
    const size = (text: string) =>
      JSON.stringify(runTaskInput(withEvent(text), aPolicy(), PLACE).overrides).length;
    const small = `"${unit.repeat(2)}"`;
    const perUnit = size(`"${unit.repeat(3)}"`) - size(small);
    const units = 2 + Math.floor((8192 - size(small)) / perUnit);
    const largest = `"${unit.repeat(units)}${'x'.repeat((8192 - size(small)) % perUnit)}"`;

    expect(size(largest)).toBe(8192);
    expect(fitsOverrides(withEvent(largest), aPolicy())).toBe(true);
    expect(fitsOverrides(withEvent(largest.replace(/"$/, 'x"')), aPolicy())).toBe(false);
  });

  it('counts the bytes of text that is longer in UTF-8', () => {
    const withEvent = (text: string) => ({ ...FAILED, event: { text } });
    expect(fitsOverrides(withEvent(`"${'é'.repeat(3000)}"`), aPolicy())).toBe(true);
    expect(fitsOverrides(withEvent(`"${'é'.repeat(5000)}"`), aPolicy())).toBe(false);
  });

  it('passes the first attempt of the round, unless it is 1', () => {
    const noteOf = (firstAttempt: number) =>
      runTaskInput({ ...FAILED, attempt: 4, firstAttempt }, aPolicy(), PLACE)
        .overrides?.containerOverrides?.[0]?.environment?.filter(
          ({ name }) => name === 'RESCUE_FIRST_ATTEMPT',
        )
        .map(({ value }) => value);
    expect(noteOf(3)).toEqual(['3']);
    expect(noteOf(1)).toEqual([]);
  });

  it('requests credentials in variables only if the policy does', () => {
    const variable = { name: 'RUNNER_CREDENTIALS_IN_ENVIRONMENT', value: 'true' };
    const variablesWith = (policy: object) =>
      runTaskInput(FAILED, aPolicy(policy), PLACE).overrides?.containerOverrides?.[0]?.environment;
    expect(variablesWith({ credentialsInEnvironment: true })).toContainEqual(variable);
    expect(variablesWith({})).not.toContainEqual(variable);
  });

  it('leaves the size to the task definition', () => {
    const { overrides } = runTaskInput(FAILED, aPolicy({ cpu: 2048, memory: 8192 }), PLACE);
    expect(Object.keys(overrides ?? {})).toEqual(['containerOverrides']);
  });

  it('passes what the function is told, and the errors that are worth another task', () => {
    const policy = aPolicy({ reportedSeconds: 900, retryErrors: ['BusyError', 'TypeError'] });
    const { overrides } = runTaskInput(FAILED, policy, PLACE);
    expect(overrides?.containerOverrides?.[0]?.environment).toEqual(
      expect.arrayContaining([
        { name: 'RUNNER_REPORTED_SECONDS', value: '900' },
        { name: 'RUNNER_RETRY_ERRORS', value: 'BusyError,TypeError' },
      ]),
    );
  });

  it('follows the policy', () => {
    const policy = aPolicy({ spot: true, maximumSeconds: 60 });
    const { capacityProviderStrategy, overrides } = runTaskInput(FAILED, policy, PLACE);
    expect(capacityProviderStrategy).toEqual([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]);
    expect(overrides?.containerOverrides?.[0]?.environment).toContainEqual({
      name: 'RUNNER_MAX_SECONDS',
      value: '60',
    });
  });
});
