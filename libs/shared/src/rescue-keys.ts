// The keys of `rescue:`, in one table from which the parser takes its rules and docs/configuration.md its reference.

interface Described {
  /** What the key decides, in one sentence. */
  readonly meaning: string;
}

/** One of few values, of which one stands for the key that is left out. */
export interface Choice extends Described {
  readonly choices: readonly [string, string] | readonly [boolean, boolean];
  readonly whenLeftOut: string | boolean;
}

/** A whole number from 1. */
export interface WholeNumber extends Described {
  readonly maximum: number;
  /** A number, or what happens without one. */
  readonly whenLeftOut: number | string;
}

/** A half of a size that Fargate has: fargate-sizes.ts. */
export interface SizeHalf extends Described {
  readonly unit: string;
  readonly whenLeftOut: string;
}

export type RescueKey = Choice | WholeNumber | SizeHalf;

export const RESCUE_KEYS = {
  rescueOn: {
    choices: ['any', 'timeout'],
    whenLeftOut: 'any',
    meaning:
      'Which failures are rescued: all of them, or only those by a limit of Lambda (the timeout, the memory, a crash of the runtime). What is not rescued is parked.',
  },
  cpu: {
    unit: 'CPU units',
    whenLeftOut: 'as in the task definition',
    meaning: 'The processor of the task; 1024 units are one vCPU. Only together with `memory`.',
  },
  memory: {
    unit: 'MB',
    whenLeftOut: 'as in the task definition',
    meaning: 'The memory of the task. Only together with `cpu`.',
  },
  spot: {
    choices: [true, false],
    whenLeftOut: false,
    meaning: 'Whether the task runs on Fargate Spot: for less money, and with interruptions.',
  },
  maximumTaskAttempts: {
    maximum: 20,
    whenLeftOut: 3,
    meaning:
      'How many containers are started for one event, if they end without the function’s doing, before it is parked.',
  },
  maximumSeconds: {
    // 24 days: the runner's longest deadline. One of 2^31 ms or more would make timers that handlers set by it fire at once.
    maximum: 24 * 24 * 3600,
    whenLeftOut: 'any time',
    meaning:
      'How many seconds the function may take in the container. One that takes longer is stopped, and its event is parked.',
  },
  handOver: {
    choices: ['large', 'always'],
    whenLeftOut: 'large',
    meaning:
      'Which events go to the container by S3 instead of by a variable: those that are too large for one, or all.',
  },
  credentialsInEnvironment: {
    choices: [true, false],
    whenLeftOut: false,
    meaning:
      'Whether the function also finds its credentials in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, as in Lambda. There they expire within hours and are not renewed.',
  },
} as const satisfies Readonly<Record<string, RescueKey>>;

export type RescueKeyName = keyof typeof RESCUE_KEYS;
