// The keys of `rescue:` in one table: rules for the parser, and the reference in docs/configuration.md.

interface Described {
  /** What the key decides, in one sentence. */
  readonly meaning: string;
}

/** One of a few values; one of them is the default. */
export interface Choice extends Described {
  readonly choices: readonly [string, string] | readonly [boolean, boolean];
  readonly default: string | boolean;
}

/** A whole number from 1. */
export interface WholeNumber extends Described {
  readonly maximum: number;
  /** A number, or the text for what applies without one. */
  readonly default: number | string;
}

/** The CPU or the memory of a Fargate size; see fargate-sizes.ts. */
export interface FargateSizePart extends Described {
  readonly unit: string;
  readonly default: string;
}

/** A list of names of errors. */
export interface ErrorNames extends Described {
  readonly maximumNames: number;
  readonly default: string;
}

export type RescueKey = Choice | WholeNumber | FargateSizePart | ErrorNames;

/** 24 days, the runner's longest deadline. From 2^31 ms, timers that handlers derive from it would fire immediately. */
const LONGEST_SECONDS = 24 * 24 * 3600;

export const RESCUE_KEYS = {
  rescueOn: {
    choices: ['any', 'timeout'],
    default: 'any',
    meaning:
      'Which failures are rescued: all of them, or only those caused by a limit of Lambda (the timeout, out of memory, a crash of the runtime). Other failures are parked.',
  },
  cpu: {
    unit: 'CPU units',
    default: 'as in the task definition',
    meaning: 'The CPU of the task; 1024 units are one vCPU. Requires `memory`.',
  },
  memory: {
    unit: 'MB',
    default: 'as in the task definition',
    meaning: 'The memory of the task. Requires `cpu`.',
  },
  spot: {
    choices: [true, false],
    default: false,
    meaning: 'Whether the task runs on Fargate Spot, which costs less and can be interrupted.',
  },
  maximumTaskAttempts: {
    maximum: 20,
    default: 3,
    meaning:
      'How many containers are started for one event before it is parked, if each ends for a reason other than the function.',
  },
  maximumSeconds: {
    maximum: LONGEST_SECONDS,
    default: 'no limit',
    meaning:
      'How many seconds the function may take in the container. After that it is stopped, and its event is parked.',
  },
  reportedSeconds: {
    maximum: LONGEST_SECONDS,
    default: '`maximumSeconds`, or else 2073600',
    meaning:
      'How many seconds `context.getRemainingTimeInMillis()` starts with. The function may take longer. See [idempotency](idempotency.md).',
  },
  retryErrors: {
    maximumNames: 20,
    default: 'none',
    meaning:
      'Errors of the function after which another task tries, within `maximumTaskAttempts`. Other errors park the event.',
  },
  handOver: {
    choices: ['large', 'always'],
    default: 'large',
    meaning:
      'Which events reach the container through S3 instead of a variable: those that are too large for a variable, or all.',
  },
  credentialsInEnvironment: {
    choices: [true, false],
    default: false,
    meaning:
      'Whether the function also finds its credentials in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN`, as in Lambda. Credentials in variables expire within hours and are not renewed.',
  },
} as const satisfies Readonly<Record<string, RescueKey>>;

export type RescueKeyName = keyof typeof RESCUE_KEYS;
