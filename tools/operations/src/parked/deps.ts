// What the subcommands work with; main.ts composes it.
import { type S3Client } from '@aws-sdk/client-s3';
import { type Confirm } from '../confirm';
import { type ReadingDeps } from './reading';

export interface ParkedDeps extends ReadingDeps {
  /** Service and stage: `immortal-dev`. */
  readonly stack: string;
  readonly s3: S3Client;
  /** Writes a line of the result. */
  readonly write: (line: string) => void;
  /** Whether results are lines of JSON. */
  readonly json: boolean;
  /** Characters of a line. */
  readonly width: number;
  readonly now: () => Date;
}

/** For the subcommands that change something. */
export interface ChangingDeps extends ParkedDeps {
  readonly confirm: Confirm;
}
