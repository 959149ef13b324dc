// A sample: a function of the service whose event the demo makes by itself, and whose result it can check.
import type { Clients } from '../../clients';
import type { Stack } from '../../kernel/template';

export interface Sample {
  /** The key of the function in serverless.yml. */
  readonly function: string;
  /** Puts its input where its event says; undefined for a stack that has no place for it. */
  readonly upload: (stack: Stack, clients: Clients) => Promise<Upload | undefined>;
}

export interface Upload {
  readonly event: Buffer;
  readonly description: string;
  /** Says what is wrong with the result, if anything. */
  readonly check: () => Promise<CheckedResult>;
}

export interface CheckedResult {
  readonly address: string;
  readonly wrong?: string;
}
