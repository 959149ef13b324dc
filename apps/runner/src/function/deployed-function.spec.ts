import { LambdaClient } from '@aws-sdk/client-lambda';
import { getDeployedFunction } from './deployed-function';
import { RefusalError, TemporaryError } from '../errors';
import { locateLayer } from './layer-location';
import { awsError, FakeAws, type Answer } from '../testing/fake-aws';

const PATH = '/2015-03-31/functions/orders';
const ZIP = Buffer.from('zip');
let aws: FakeAws;
let lambda: LambdaClient;

beforeEach(async () => {
  aws = await FakeAws.start();
  lambda = client(aws.url);
});

afterEach(async () => {
  lambda.destroy();
  await aws.stop();
});

function client(endpoint: string, credentials: LambdaClient['config']['credentials'] = keys) {
  return new LambdaClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
}

const keys = () => Promise.resolve({ accessKeyId: 'key', secretAccessKey: 'secret' });
const ask = (context = {}, env = {}) =>
  getDeployedFunction(lambda, { functionName: 'orders', ...context }, env);
const change = (more: Record<string, unknown>, code?: Record<string, unknown>): Answer => {
  const answer = aws.functionAnswer('orders', ZIP, more);
  return { body: JSON.stringify({ ...answer, Code: { ...answer.Code, ...code } }) };
};

describe('getDeployedFunction', () => {
  it('returns the configuration that Lambda reports', async () => {
    aws.onFunction('orders', ZIP, {
      Architectures: ['arm64'],
      Environment: { Variables: { TABLE: 'orders' } },
      Layers: [{ Arn: 'arn:a:1' }, { Arn: 'arn:b:2' }],
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', LogGroup: '/logs' },
      FileSystemConfigs: [{ Arn: 'arn:fs', LocalMountPath: '/mnt/data' }],
    });

    await expect(ask()).resolves.toMatchObject({
      arn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
      version: '$LATEST',
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      architecture: 'arm64',
      memoryMb: 256,
      variables: { TABLE: 'orders' },
      layers: ['arn:a:1', 'arn:b:2'],
      logGroup: '/logs',
      jsonLogLevel: 'WARN',
      mountPaths: ['/mnt/data'],
      code: { url: `${aws.url}/code/orders`, sha256: expect.any(String) as string },
    });
  });

  it('returns the bucket of code that Lambda does not store', async () => {
    const ResolvedS3Object = { S3Bucket: 'artifacts', S3Key: 'code.zip', S3ObjectVersion: 'v1' };
    aws.on(PATH, change({ CodeSha256: 'hash' }, { Location: undefined, ResolvedS3Object }));

    const { code } = await ask();
    expect(code).toEqual({
      s3: { bucket: 'artifacts', key: 'code.zip', version: 'v1' },
      sha256: 'hash',
    });
  });

  it('requests a published version by its number', async () => {
    aws.on(`${PATH}?Qualifier=7`, change({ Version: '7' }));

    await expect(ask({ functionVersion: '7' })).resolves.toMatchObject({ version: '7' });
  });

  it('requests $LATEST without a qualifier', async () => {
    aws.onFunction('orders', ZIP);
    await ask({ functionVersion: '$LATEST' });

    expect(aws.requests).toEqual([`GET ${PATH}`]);
  });
});

describe('a function that cannot run', () => {
  const denied = { ErrorCode: 'AccessDenied', Message: 'no key' };

  it.each<[string, () => Answer, string]>([
    [
      'an image',
      () => change({ PackageType: 'Image' }, { ImageUri: '1.dkr/orders' }),
      'packaged as a container image (1.dkr/orders)',
    ],
    [
      'variables that cannot be decrypted',
      () => change({ Environment: { Error: denied } }),
      'environment variables of function orders: AccessDenied, no key. If they are encrypted with a key of yours, allow kms:Decrypt',
    ],
    [
      'code that Lambda cannot decrypt',
      () => change({}, { Error: denied, Location: undefined }),
      'provide the code of function orders: AccessDenied, no key',
    ],
    ['no location', () => change({}, { Location: undefined }), 'lacks the location of its code'],
    [
      'checkpoints',
      () => change({ DurableConfig: { ExecutionTimeout: 3600, RetentionPeriodInDays: 14 } }),
      'Function orders is a durable function: only Lambda has its checkpoints',
    ],
    [
      'tenants',
      () => change({ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }),
      'Function orders isolates its tenants (TenancyConfig)',
    ],
    ['no runtime', () => change({ Runtime: undefined }), 'lacks its runtime'],
    [
      'no existence',
      () => awsError(404, 'ResourceNotFoundException', 'x'),
      'no function orders in',
    ],
    [
      'no permission',
      () => awsError(403, 'AccessDeniedException', 'not authorized'),
      "Allow lambda:GetFunction in the task's role",
    ],
    [
      'a bad request',
      () => awsError(400, 'ValidationException', 'bad'),
      'ValidationException, bad',
    ],
    ['a bad token', () => awsError(403, 'UnrecognizedClientException', 'bad'), 'AWS refused'],
  ])('is refused for %s', async (_what, answer, message) => {
    aws.on(PATH, answer());
    const refused = ask();

    await expect(refused).rejects.toThrow(RefusalError);
    await expect(refused).rejects.toThrow(message);
  });

  it.each([
    ['throttling', awsError(429, 'TooManyRequestsException', 'slow down')],
    ['an error of Lambda', awsError(500, 'ServiceException', 'oops')],
  ])('is worth another task for %s', async (_what, answer) => {
    aws.on(PATH, answer);

    await expect(ask()).rejects.toThrow(TemporaryError);
  });

  it('is refused without credentials, but worth another task if ECS should provide them', async () => {
    lambda.destroy();
    lambda = client(aws.url, () =>
      Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
    );

    await expect(ask()).rejects.toThrow(RefusalError);
    await expect(
      ask({}, { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1' }),
    ).rejects.toThrow(TemporaryError);
  });

  it('throws an unexpected error unchanged', async () => {
    const mistake = new TypeError('a defect');
    lambda.middlewareStack.add(() => () => Promise.reject(mistake));

    await expect(ask()).rejects.toBe(mistake);
  });
});

describe('a layer', () => {
  it('is located by its ARN', async () => {
    aws.onLayer('arn:layer:1', ZIP);

    await expect(locateLayer(lambda, 'arn:layer:1', {})).resolves.toMatchObject({
      url: `${aws.url}/layer/arn%3Alayer%3A1`,
    });
  });

  it('can be in a bucket of its owner', async () => {
    aws.on('/2018-10-31/layers?Arn=arn%3Alayer%3A1&find=LayerVersion', {
      body: JSON.stringify({
        Content: { ResolvedS3Object: { S3Bucket: 'artifacts', S3Key: 'layer.zip' } },
      }),
    });

    await expect(locateLayer(lambda, 'arn:layer:1', {})).resolves.toEqual({
      s3: { bucket: 'artifacts', key: 'layer.zip' },
    });
  });

  it('is refused with the missing permission if access is denied', async () => {
    const path = '/2018-10-31/layers?Arn=arn%3Alayer%3A1&find=LayerVersion';
    aws.on(path, awsError(403, 'AccessDeniedException', 'not authorized'));

    await expect(locateLayer(lambda, 'arn:layer:1', {})).rejects.toThrow(
      "Allow lambda:GetLayerVersion in the task's role",
    );
  });
});
