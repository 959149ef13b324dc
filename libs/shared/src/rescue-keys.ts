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

/** A whole number. */
export interface WholeNumber extends Described {
  readonly minimum: number;
  readonly maximum: number;
  /** A number, or the text for what applies without one. */
  readonly default: number | string;
}

/** The CPU or the memory of a Fargate size; see fargate-sizes.ts. */
export interface FargateSizePart extends Described {
  readonly unit: string;
  readonly default: string;
}

/** A statement that is true or left out. */
export interface Statement extends Described {
  readonly value: string;
  /** What applies without it. */
  readonly default: string;
}

/** The id of a resource that exists already. */
export interface ResourceId extends Described {
  readonly pattern: RegExp;
  readonly form: string;
  readonly default: string;
}

/** A list of names of errors. */
export interface ErrorNames extends Described {
  readonly maximumNames: number;
  readonly default: string;
}

export type RescueKey =
  Choice | WholeNumber | FargateSizePart | Statement | ResourceId | ErrorNames;

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
    default: 'derived from `memorySize`',
    meaning: 'The CPU of the task; 1024 units are one vCPU. Requires `memory`.',
  },
  memory: {
    unit: 'MB',
    default: 'derived from `memorySize`',
    meaning: 'The memory of the task. Requires `cpu`.',
  },
  ephemeralStorage: {
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
    minimum: 21,
    maximum: 200,
    default: '20, at no charge',
    meaning:
      'The GiB of disk of the task, which its image, its code, and its files share. The function finds them in `/tmp`.',
  },
  role: {
    value: 'prepared',
    default: 'a role of the stack, which packaging prepares',
    meaning:
      'For a role that is not part of the stack: that it has the statements which packaging asks for, so that a task can use it.',
  },
  fileSystem: {
    // https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html
    pattern: /^fs-[0-9a-f]{8,40}$/,
    form: 'fs-…',
    default: 'that of the access point in the stack',
    meaning:
      'For a `fileSystemConfig` whose access point is not part of the stack: the id of its EFS file system.',
  },
  spot: {
    choices: [true, false],
    default: false,
    meaning: 'Whether the task runs on Fargate Spot, which costs less and can be interrupted.',
  },
  maximumTaskAttempts: {
    minimum: 1,
    maximum: 20,
    default: 3,
    meaning:
      'How many containers are started for one event before it is parked, if each ends for a reason other than the function.',
  },
  maximumSeconds: {
    minimum: 1,
    maximum: LONGEST_SECONDS,
    default: 'no limit',
    meaning:
      'How many seconds the function may take in the container. After that it is stopped, and its event is parked.',
  },
  reportedSeconds: {
    minimum: 1,
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
