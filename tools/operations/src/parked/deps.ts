// What the subcommands of `parked` work with; command.ts composes it.
import { type S3Client } from '@aws-sdk/client-s3';
import { type SQSClient } from '@aws-sdk/client-sqs';
import { type Confirm } from '../cli/confirm';
import { type Output } from '../output/output';

export interface ParkedDeps extends Output {
  /** Service and stage: `immortal-dev`. */
  readonly stack: string;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly signal: AbortSignal;
}

/** For the subcommands that change something. */
export interface ChangingDeps extends ParkedDeps {
  readonly confirm: Confirm;
}
