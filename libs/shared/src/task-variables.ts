// Variables that the secondary sets for one task, beside those of the contract.

export const TASK_VARIABLES = {
  /** Seconds after which the runner stops the function. */
  maximumSeconds: 'RUNNER_MAX_SECONDS',
  /** Seconds that the function is told to have. */
  reportedSeconds: 'RUNNER_REPORTED_SECONDS',
  /** Types of errors of the function after which another task may succeed, separated by commas. */
  retryErrors: 'RUNNER_RETRY_ERRORS',
  /** `true`: the runner also passes the function its credentials as variables. */
  credentialsInEnvironment: 'RUNNER_CREDENTIALS_IN_ENVIRONMENT',
  /** The first attempt of the current round, which the secondary reads again once the task stopped. */
  firstAttempt: 'RESCUE_FIRST_ATTEMPT',
  /** Tasks of the current round that do not count as attempts, which the secondary reads again too. */
  uncountedAttempts: 'RESCUE_UNCOUNTED_ATTEMPTS',
} as const;
