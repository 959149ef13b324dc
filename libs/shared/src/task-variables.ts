// Variables that the launcher sets for one task, beside those of the contract.

export const TASK_VARIABLES = {
  /** Seconds after which the runner stops the function. */
  maximumSeconds: 'RUNNER_MAX_SECONDS',
  /** `true`: the runner gives the function its credentials as variables too. */
  credentialsInEnvironment: 'RUNNER_CREDENTIALS_IN_ENVIRONMENT',
  /** With which attempt the present round of attempts began: the launcher's note to itself, for when the task has stopped. */
  firstAttempt: 'RESCUE_FIRST_ATTEMPT',
} as const;
