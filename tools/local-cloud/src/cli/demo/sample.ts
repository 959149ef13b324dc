// A sample: a function whose event the demo creates itself, and whose result it can check.
import type { Clients } from '../../clients';
import type { Stack } from '../../kernel/template';

export interface Sample {
  /** The key of the function in serverless.yml. */
  readonly function: string;
  /** Uploads the input that the event refers to; undefined for a stack without the bucket. */
  readonly upload: (stack: Stack, clients: Clients) => Promise<Upload | undefined>;
}

export interface Upload {
  readonly event: Buffer;
  readonly description: string;
  /** Checks the result. */
  readonly check: () => Promise<CheckedResult>;
}

export interface CheckedResult {
  readonly address: string;
  readonly wrong?: string;
}
