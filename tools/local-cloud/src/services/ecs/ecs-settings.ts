// How ECS behaves where AWS's documentation leaves it open, and what an account may limit.
import type { Rate } from '../../kernel/token-bucket';

export interface EcsSettings {
  /**
   * Whether a client token returns the failures[] of its first RunTask again. According to AWS's
   * description of idempotency, it does; this is not verified.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
   */
  readonly tokenFailures: 'remembered' | 'forgotten';
  /** How often RunTask may be called; undefined for no limit. */
  readonly runTaskRate?: Rate;
  /**
   * Whether ListTasks refuses desiredStatus together with startedBy. AWS's page says of startedBy that "it must be
   * the only filter"; whether desiredStatus counts as one is not verified.
   */
  readonly startedByAlone: boolean;
  /** How many vCPUs of tasks the account may have at once, its quota for Fargate; undefined for no limit. */
  readonly vcpus?: number;
}

export const DEFAULT_ECS_SETTINGS: EcsSettings = {
  tokenFailures: 'remembered',
  startedByAlone: false,
};
