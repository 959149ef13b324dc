import { decodeContract, fromEnvironment } from '@immortal/shared';
import { OverridesTooLargeError } from './errors';
import { runTaskInput } from './run-task-input';
import { aFailedInvocation, anEnvironment } from './testing/fixtures';

const ENVIRONMENT = anEnvironment();
const FAILED = aFailedInvocation();
const withEvent = (event: string) => runTaskInput({ ...FAILED, event }, ENVIRONMENT);

describe('runTaskInput', () => {
  it('asks for one Fargate task that can reach AWS', () => {
    expect(runTaskInput(FAILED, ENVIRONMENT)).toEqual({
      cluster: ENVIRONMENT.cluster,
      taskDefinition: ENVIRONMENT.runner,
      launchType: 'FARGATE',
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
      startedBy: 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10/1',
      group: 'immortal-dev-orders',
      tags: [{ key: 'immortal:function', value: 'immortal-dev-orders' }],
    });
  });

  it('tells the runner the function, the event and the original request id', () => {
    const [container] = runTaskInput(FAILED, ENVIRONMENT).overrides!.containerOverrides!;
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

  it('counts the attempts in startedBy', () => {
    expect(runTaskInput({ ...FAILED, attempt: 3 }, ENVIRONMENT).startedBy).toBe(
      'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10/3',
    );
  });

  it.each([
    ['plain text', 'x'],
    ['text that JSON escapes', '\\"'],
  ])('takes overrides of 8192 characters and not one more, made of %s', (_, unit) => {
    const size = (event: string) => JSON.stringify(withEvent(event).overrides).length;
    const small = `"${unit.repeat(2)}"`;
    const perUnit = size(`"${unit.repeat(3)}"`) - size(small);
    const units = 2 + Math.floor((8192 - size(small)) / perUnit);
    const largest = `"${unit.repeat(units)}${'x'.repeat((8192 - size(small)) % perUnit)}"`;

    expect(size(largest)).toBe(8192);
    const tooLarge = () => withEvent(largest.replace(/"$/, 'x"'));
    expect(tooLarge).toThrow(OverridesTooLargeError);
    expect(tooLarge).toThrow(
      'The overrides for request e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10 have 8193 characters, and ECS takes 8192',
    );
  });
});
