// The options of the command line, and how they are read.
import { oneOf, refused, wholeNumber } from '@immortal/shared/command-line';
import type { Rate } from '../kernel/token-bucket';
import { FAULT_POINTS } from '../services/fault-points';
import { readFault } from '../kernel/faults/fault-option';
import { readPut } from './put-objects';
import type { CommonOptions } from './open-cloud';
import { TASK_KINDS } from './prepare';
import { MAX_TIME_SCALE } from '../kernel/time-scale';

const TEXT = { type: 'string', nargs: 1 } as const;

/** The options of demo and serve. */
export const COMMON_OPTIONS = {
  port: { ...TEXT, default: '0', describe: 'port on 127.0.0.1; 0 takes a free one' },
  region: { ...TEXT, default: 'eu-west-1', describe: 'AWS region to emulate' },
  'time-scale': {
    ...TEXT,
    default: '900',
    describe: 'seconds of waiting on AWS that take one second here',
  },
  'scale-timeouts': {
    type: 'boolean',
    default: false,
    describe: 'scale the timeouts over a minute of all functions, not only of the sample',
  },
  tasks: {
    ...TEXT,
    default: 'process',
    describe: 'process or docker: run tasks as processes, or as containers of the runner’s image',
  },
  put: {
    ...TEXT,
    array: true,
    default: [] as string[],
    describe: 'FILE=s3://BUCKET/KEY: upload a file before anything is invoked; repeatable',
  },
  fault: {
    ...TEXT,
    array: true,
    default: [] as string[],
    describe: 'POINT=KIND[:COUNT]: arm a fault; list prints all of them; repeatable',
  },
  'token-failures': {
    ...TEXT,
    default: 'remembered',
    describe: 'remembered or forgotten: whether RunTask replays failures[] for a client token',
  },
  'run-task-rate': {
    ...TEXT,
    describe: 'N or N/BURST: RunTask calls per second before throttling (default: unlimited)',
  },
  'allow-aws-sdk-v2': {
    type: 'boolean',
    default: false,
    describe: 'also run functions with the AWS SDK v2, whose calls to the real AWS fail',
  },
  json: { type: 'boolean', default: false, describe: 'print JSON lines' },
} as const;

export const SERVE_OPTIONS = {
  empty: {
    type: 'boolean',
    default: false,
    describe: 'start without a stack, as an account to which serverless deploy deploys',
  },
} as const;

export const DEMO_OPTIONS = {
  event: {
    ...TEXT,
    describe: 'file that contains the event (default: the event of the sample)',
  },
  function: { ...TEXT, describe: 'function to invoke (default: the sample)' },
  keep: {
    type: 'boolean',
    default: false,
    describe: 'keep serving after the summary, with the console in the browser, until Ctrl-C',
  },
} as const;

/** As people write them. */
export interface GivenOptions {
  readonly port: string;
  readonly region: string;
  readonly timeScale: string;
  readonly tasks: string;
  readonly put: readonly string[];
  readonly fault: readonly string[];
  readonly tokenFailures: string;
  readonly runTaskRate: string | undefined;
  readonly scaleTimeouts?: boolean;
  readonly allowAwsSdkV2?: boolean;
  readonly json: boolean;
}

/** @throws {UsageError} for the first that is not as it should be */
export function readOptions(given: GivenOptions): CommonOptions {
  const { region, json, runTaskRate, scaleTimeouts = false, allowAwsSdkV2 = false } = given;
  return {
    region,
    json,
    scaleTimeouts,
    allowAwsSdkV2,
    tasks: oneOf('--tasks', given.tasks, TASK_KINDS),
    port: wholeNumber('--port', given.port, 0, 65_535),
    timeScale: wholeNumber('--time-scale', given.timeScale, 1, MAX_TIME_SCALE),
    puts: given.put.map((text) => readPut(text)),
    faults: given.fault.map((text) => readFault(FAULT_POINTS, text)),
    ecs: {
      tokenFailures: oneOf('--token-failures', given.tokenFailures, ['remembered', 'forgotten']),
      ...(runTaskRate !== undefined && { runTaskRate: rate(runTaskRate) }),
    },
  };
}

function rate(text: string): Rate {
  const [perSecond = '', burst = perSecond, ...more] = text.split('/');
  if ([perSecond, burst].every(isCount) && more.length === 0) {
    return { perSecond: Number(perSecond), burst: Number(burst) };
  }
  const remedy = 'pass calls per second as N or N/BURST, such as 20/100';
  throw refused('--run-task-rate', text, remedy);
}

const isCount = (text: string) => /^[1-9]\d{0,8}$/.test(text);
