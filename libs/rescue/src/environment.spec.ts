import { formatRescuedFunctions, parseRescuePolicy } from '@immortal/shared';
import { readEnvironment } from './environment';
import { EnvironmentError } from './errors';
import { networkText } from './testing/fixtures';

const ENV = {
  CLUSTER: 'arn:aws:ecs:eu-west-1:123456789012:cluster/immortal-dev',
  RESCUED_FUNCTIONS: 'rescued-functions.json',
  LAMBDA_TASK_ROOT: '/var/task',
  PARKED_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/123456789012/immortal-dev-parked',
  HAND_OVER_BUCKET: 'immortal-dev-hand-over-123456789012-eu-west-1',
};
const NETWORKS = { NETWORK_1A2B3C4D: networkText(), NETWORK_00000000: networkText(['subnet-9']) };
const FILE = formatRescuedFunctions(
  new Map([
    ['immortal-dev-orders', { rescue: { spot: true }, network: 'NETWORK_1A2B3C4D' }],
    ['immortal-dev-mails', { rescue: {}, network: 'NETWORK_00000000' }],
  ]),
);

/** Every file has this text. */
const read = (change: Readonly<Record<string, string | undefined>> = {}, text = FILE) =>
  readEnvironment({ ...ENV, ...NETWORKS, ...change }, () => text);

describe('readEnvironment', () => {
  it('reads the variables that serverless.yml sets, and the file beside the code', () => {
    const files: string[] = [];
    const readFile = (file: string) => {
      files.push(file);
      return FILE;
    };
    expect(readEnvironment({ ...ENV, ...NETWORKS }, readFile)).toEqual({
      cluster: ENV.CLUSTER,
      functions: new Map([
        [
          'immortal-dev-orders',
          { policy: parseRescuePolicy({ spot: true }, ''), network: 'NETWORK_1A2B3C4D' },
        ],
        ['immortal-dev-mails', { policy: parseRescuePolicy({}, ''), network: 'NETWORK_00000000' }],
      ]),
      networks: new Map(Object.entries(NETWORKS)),
      parkedQueue: ENV.PARKED_QUEUE,
      handOverBucket: ENV.HAND_OVER_BUCKET,
    });
    expect(files).toEqual(['/var/task/rescued-functions.json']);
  });

  it('accepts the name of a cluster and a log group', () => {
    const change = { CLUSTER: 'mine', RUNNER_LOGS: '/aws/ecs/immortal-dev-runner' };
    expect(read(change)).toMatchObject({ cluster: 'mine', runnerLogs: change.RUNNER_LOGS });
  });

  it.each([
    ['is missing', { NETWORK_00000000: undefined }],
    ['is malformed', { NETWORK_00000000: 'subnet-1' }],
  ])('starts if the network of a function %s: it rescues the others', (_, change) => {
    expect(read(change).networks.get('NETWORK_1A2B3C4D')).toBe(NETWORKS.NETWORK_1A2B3C4D);
  });

  it('ignores other variables whose names begin like that of a network', () => {
    expect([...read({ NETWORK_MODE: 'awsvpc' }).networks.keys()]).toEqual(Object.keys(NETWORKS));
  });

  it.each(Object.keys(ENV))('refuses %s when it is unset', (name) => {
    const attempt = () => read({ [name]: undefined });
    expect(attempt).toThrow(EnvironmentError);
    expect(attempt).toThrow(new RegExp(`^${name} is not set\\. Set it to .+`));
  });

  it.each([...Object.keys(ENV), 'RUNNER_LOGS'])('refuses %s when it is empty', (name) => {
    const attempt = () => read({ [name]: '' });
    expect(attempt).toThrow(EnvironmentError);
    expect(attempt).toThrow(new RegExp(`^${name} is empty\\. Set it to`));
  });

  it.each([
    ['CLUSTER', 'arn:aws:ecs:eu-west-1:123456789012:service/a', 'CLUSTER is malformed: "arn:aws'],
    ['RESCUED_FUNCTIONS', '/etc/passwd', 'RESCUED_FUNCTIONS is malformed: "/etc/passwd"'],
    ['LAMBDA_TASK_ROOT', 'task', 'LAMBDA_TASK_ROOT is malformed: "task"'],
    ['PARKED_QUEUE', 'immortal-dev-parked', 'Set it to the URL of an SQS queue.'],
    ['HAND_OVER_BUCKET', 's3://bucket', 'HAND_OVER_BUCKET is malformed: "s3://bucket"'],
    ['RUNNER_LOGS', 'a b', 'RUNNER_LOGS is malformed: "a b"'],
  ])('refuses %s=%s', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(message);
  });

  it.each([
    ['', 'rescued-functions.json is not JSON: "". Package and deploy the service again'],
    ['{"functions":[]}', 'rescued-functions.json: functions is []. It must be an object.'],
    [
      '{"functions":{"orders":{"rescue":{"spott":1},"network":"NETWORK_1A2B3C4D"}}}',
      'rescued-functions.json: functions.orders.rescue.spott does not exist.',
    ],
  ])('refuses the file %j', (text, message) => {
    expect(() => read({}, text)).toThrow(EnvironmentError);
    expect(() => read({}, text)).toThrow(message);
  });

  it('says which file it can not read, and what to do', () => {
    const attempt = () => readEnvironment({ ...ENV, LAMBDA_TASK_ROOT: '/none' });
    expect(attempt).toThrow(EnvironmentError);
    expect(attempt).toThrow(
      "RESCUED_FUNCTIONS names /none/rescued-functions.json, which can't be read (ENOENT). Package and deploy the service again.",
    );
  });
});
