import { awsCallsOf } from './aws-calls';
import { type Serverless } from '../framework';

function callsOf(configurationInput: Record<string, unknown>): string[] {
  const service = { provider: { stage: 'dev' } };
  return awsCallsOf({ configurationInput, service } as unknown as Serverless);
}

it.each([
  ['${aws:accountId}'],
  ['${ssm:/shop/key}'],
  ['${ssm(eu-west-1):/shop/key}'],
  ['${cf:shop-dev.Table}'],
  ['${s3:bucket/key}'],
])('reports %s in serverless.yml as a call to AWS', (variable) => {
  const functions = { orders: { environment: { KEY: `a ${variable} b` } } };
  expect(callsOf({ functions })).toEqual([`functions.orders.environment.KEY (${variable})`]);
});

it('reports a zip in S3 as a call to AWS', () => {
  const artifact = 's3://bucket/orders.zip';
  const functions = [{ orders: { package: { artifact } }, mails: null }];
  expect(callsOf({ functions })).toEqual([`functions.orders.package.artifact (${artifact})`]);
});

it('ignores values that CloudFormation resolves, other stages and local zips', () => {
  const functions = {
    orders: {
      environment: { KEY: '{{resolve:ssm:/shop/key}}', REGION: '${aws:region}' },
      package: { artifact: 'build/orders.zip' },
    },
  };
  const params = { prod: { key: '${ssm:/shop/prod}' }, default: { account: '${aws:accountId}' } };
  expect(callsOf({ functions, params, provider: { name: 'aws' } })).toEqual([
    'params.default.account (${aws:accountId})',
  ]);
});
