// What deployment tools ask services other than CloudFormation: who they are, and whether there is an image repository.
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { AccessKey } from './kernel/authentication/callers';
import { lambdaFunction, queue, queueArn } from './testing/fixture';
import { signedHeaders } from './testing/signed';
import { SPEC_KEY, type SpecCloud, startSpecCloud } from './testing/spec-cloud';

const ROLE = 'arn:aws:iam::000000000000:role/bound';
let spec: SpecCloud;
beforeAll(async () => {
  spec = await startSpecCloud({
    Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'images' } },
    Echo: lambdaFunction('echo', 'echo'),
    Bound: lambdaFunction('bound', 'echo', { Role: ROLE }),
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'bound',
        AssumeRolePolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        },
      },
    },
    Failures: queue('failures'),
  });
});
afterAll(() => spec.stop());

async function ask(
  service: string,
  body: string,
  headers: Record<string, string>,
  key: AccessKey,
): Promise<Response> {
  const url = `${spec.cloud.origin}/`;
  const signed = await signedHeaders({ url, service, body, headers, key });
  return fetch(url, { method: 'POST', headers: signed, body });
}

async function identity(key: AccessKey): Promise<string> {
  const form = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return (await ask('sts', form.toString(), headers, key)).text();
}

/** A key of a process that acts in the role. */
function keyOf(roleArn: string): AccessKey {
  const kill = () => Promise.resolve();
  return spec.cloud.callers.add({ kind: 'function', name: 'f', roleArn, kill });
}

async function repositories(input: object, key: AccessKey = SPEC_KEY): Promise<unknown> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
  };
  return (await ask('ecr', JSON.stringify(input), headers, key)).json();
}

describe('GetCallerIdentity', () => {
  it('knows a developer as a user of the local account', async () => {
    expect(await identity(SPEC_KEY)).toContain(
      '<Account>000000000000</Account><Arn>arn:aws:iam::000000000000:user/developer</Arn>',
    );
  });

  it('knows a process by its role', async () => {
    expect(await identity(keyOf(ROLE))).toContain(
      '<Arn>arn:aws:sts::000000000000:assumed-role/bound/f</Arn>',
    );
  });
});

describe('DescribeRepositories', () => {
  it('describes the repositories of the stack', async () => {
    expect(await repositories({ repositoryNames: ['images'] })).toMatchObject({
      repositories: [{ repositoryName: 'images', registryId: '000000000000' }],
    });
  });

  it('needs a permission', async () => {
    expect(await repositories({ repositoryNames: ['images'] }, keyOf(ROLE))).toMatchObject({
      __type: 'AccessDeniedException',
      message: expect.stringContaining(
        'not authorized to perform: ecr:DescribeRepositories on resource: arn:aws:ecr:eu-west-1:000000000000:repository/images',
      ) as string,
    });
  });

  it('reports that any other repository does not exist', async () => {
    expect(await repositories({ repositoryNames: ['others'] })).toMatchObject({
      __type: 'RepositoryNotFoundException',
    });
  });
});

describe('UpdateFunctionConfiguration', () => {
  const update = (FunctionName: string, more: object) =>
    spec.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...more }));
  const to = (TargetArn: string) => ({ DeadLetterConfig: { TargetArn } });

  it('adds a dead-letter queue to a function, and removes it', async () => {
    const { DeadLetterConfig } = await update('echo', to(queueArn('failures')));
    expect(DeadLetterConfig).toStrictEqual({ TargetArn: queueArn('failures') });
    expect(spec.cloud.functions.get('echo').deadLetterArn).toBe(queueArn('failures'));
    expect(await update('echo', to(''))).not.toHaveProperty('DeadLetterConfig');
    expect(spec.cloud.functions.get('echo').deadLetterArn).toBeUndefined();
  });

  it.each([
    ['a queue that is not there', 'echo', to(queueArn('none')), 'is not a queue of this stack'],
    ['a role that may not send', 'bound', to(queueArn('failures')), 'does not have permissions'],
    ['anything else', 'echo', { Timeout: 5 }, 'does not support Timeout'],
  ])('is refused for %s', async (_what, name, more, message) => {
    await expect(update(name, more)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(message) as string,
    });
  });
});
