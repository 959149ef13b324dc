import { PolicyError } from './errors';
import { parseRescuePolicy } from './rescue-policy';

const parse = (value: unknown) => parseRescuePolicy(value, 'functions.orders.rescue');

const DEFAULTS = {
  rescueOn: 'any',
  spot: false,
  maximumTaskAttempts: 3,
  handOver: 'large',
  credentialsInEnvironment: false,
};

describe('parseRescuePolicy', () => {
  it.each([[null], [undefined], [{}]])('fills in all defaults for %j', (value) => {
    expect(parse(value)).toEqual(DEFAULTS);
  });

  it('accepts every key', () => {
    const given = {
      rescueOn: 'timeout',
      cpu: 2048,
      memory: 8192,
      ephemeralStorage: 100,
      role: 'prepared',
      fileSystem: 'fs-0123456789abcdef0',
      spot: true,
      maximumTaskAttempts: 5,
      maximumSeconds: 7200,
      reportedSeconds: 900,
      retryErrors: ['BusyError', 'com.example.Busy$Exception'],
      handOver: 'always',
      credentialsInEnvironment: true,
    };
    const { cpu, memory, ...rest } = given;
    expect(parse(given)).toEqual({ ...rest, size: { cpu, memory } });
  });

  it.each([
    { ephemeralStorage: 21, maximumTaskAttempts: 1, maximumSeconds: 1, reportedSeconds: 1 },
    {
      ephemeralStorage: 200,
      maximumTaskAttempts: 20,
      maximumSeconds: 2_073_600,
      reportedSeconds: 2_073_600,
    },
  ])('accepts the bounds of numbers: %j', (given) => {
    expect(parse(given)).toEqual({ ...DEFAULTS, ...given });
  });

  it.each<[string, unknown, string]>([
    ['no object', 'timeout', 'functions.orders.rescue is "timeout". Write an object with any of'],
    ['a list', [], 'functions.orders.rescue is []. Write an object'],
    [
      'an unknown key',
      { resuceOn: 'any' },
      'functions.orders.rescue.resuceOn does not exist. Use any of rescueOn, cpu, memory, ' +
        'ephemeralStorage, role, fileSystem, spot, maximumTaskAttempts, maximumSeconds, reportedSeconds, retryErrors, handOver, credentialsInEnvironment.',
    ],
    ['a key that every object has', { constructor: {} }, 'rescue.constructor does not exist.'],
    [
      'an unknown failure',
      { rescueOn: 'error' },
      'functions.orders.rescue.rescueOn is "error". Use any or timeout',
    ],
    ['text for a switch', { spot: 'yes' }, 'rescue.spot is "yes". Use true or false'],
    [
      'text for another switch',
      { credentialsInEnvironment: 'true' },
      'rescue.credentialsInEnvironment is "true". Use true or false (default: false).',
    ],
    ['too many attempts', { maximumTaskAttempts: 21 }, 'is 21. Use a whole number from 1 to 20.'],
    ['no attempts', { maximumTaskAttempts: 0 }, 'is 0. Use a whole number from 1 to 20.'],
    [
      'a part of a second',
      { maximumSeconds: 0.5 },
      'is 0.5. Use a whole number from 1 to 2073600.',
    ],
    ['text for a number', { maximumSeconds: '60' }, 'maximumSeconds is "60". Use a whole number'],
    [
      'a longer time than the runner takes',
      { maximumSeconds: 2_073_601 },
      'is 2073601. Use a whole number',
    ],
    [
      'less disk than every task has',
      { ephemeralStorage: 20 },
      'rescue.ephemeralStorage is 20. Use a whole number from 21 to 200.',
    ],
    ['more disk than a task can have', { ephemeralStorage: 201 }, 'is 201. Use a whole number'],
    ['a part of a GiB', { ephemeralStorage: 21.5 }, 'is 21.5. Use a whole number from 21 to 200.'],
    [
      'a role where only a statement about it is expected',
      { role: 'arn:aws:iam::123456789012:role/orders' },
      'rescue.role is "arn:aws:iam::123456789012:role/orders". Use prepared, or leave it out',
    ],
    ['a switch for the role', { role: true }, 'rescue.role is true. Use prepared'],
    [
      'an access point as the file system',
      { fileSystem: 'fsap-0123456789abcdef0' },
      'rescue.fileSystem is "fsap-0123456789abcdef0". Use the id of an EFS file system: fs-…',
    ],
    ['a reference as the file system', { fileSystem: { Ref: 'Files' } }, 'is {"Ref":"Files"}.'],
    ['a longer report', { reportedSeconds: 2_073_601 }, 'reportedSeconds is 2073601. Use a whole'],
    ['one name in place of a list', { retryErrors: 'Busy' }, 'rescue.retryErrors is "Busy". Use a'],
    ['no names', { retryErrors: [] }, 'retryErrors is []. Use a list of 1 to 20 names of errors'],
    ['names with commas', { retryErrors: ['A,B'] }, 'retryErrors is ["A,B"]. Use a list'],
    ['names that are none', { retryErrors: [1] }, 'retryErrors is [1]. Use a list'],
    ['too many names', { retryErrors: Array(21).fill('A') }, 'Use a list of 1 to 20 names'],
    ['cpu alone', { cpu: 1024 }, 'has cpu without memory. Fargate has sizes in pairs: set both.'],
    ['memory alone', { memory: 2048 }, 'has memory without cpu.'],
    [
      'cpu that Fargate does not have',
      { cpu: 1000, memory: 2048 },
      'rescue.cpu is 1000. Fargate has 256, 512, 1024, 2048, 4096, 8192, 16384, 32768 CPU units',
    ],
    ['cpu as text', { cpu: '1024', memory: 2048 }, 'rescue.cpu is "1024".'],
    [
      'memory between the steps',
      { cpu: 8192, memory: 18_432 },
      'rescue.memory is 18432. With 8192 CPU units Fargate has 16384, 20480, 24576, 28672, 32768, ' +
        '36864, 40960, 45056, 49152, 53248, 57344, 61440 MB.',
    ],
    [
      'more memory than goes with the cpu',
      { cpu: 256, memory: 4096 },
      'With 256 CPU units Fargate has 512, 1024, 2048 MB.',
    ],
  ])('refuses %s', (_, value, message) => {
    expect(() => parse(value)).toThrow(PolicyError);
    expect(() => parse(value)).toThrow(message);
  });
});
