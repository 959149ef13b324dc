// Remembers client tokens as ECS does: the same token returns the same tasks, and is refused with other parameters.
import { ApiError } from '../../kernel/errors';
import type { RunTaskResult } from './run-task-result';
import type { RunTaskInput } from './run-task-input';

/** ECS forgets tokens after some time. Here, a limit is enough: no token is used again after so many others. */
export const MAX_TOKENS = 20_000;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html */
export class ClientTokens {
  private readonly used = new Map<
    string,
    { readonly input: string; readonly launch: RunTaskResult }
  >();

  /** @param remembersFailures whether a token returns the failures of its first launch again */
  constructor(private readonly remembersFailures: boolean) {}

  /**
   * @param launch called only for a token that was not seen before
   * @throws {ApiError} ConflictException
   */
  once(clusterArn: string, input: RunTaskInput, launch: () => RunTaskResult): RunTaskResult {
    if (input.clientToken === undefined) return launch();
    const key = `${clusterArn} ${input.clientToken}`;
    const serialized = JSON.stringify(input);
    const known = this.used.get(key);
    if (known === undefined) {
      const launched = launch();
      if (this.remembersFailures || launched.failures.length === 0) {
        this.remember(key, serialized, launched);
      }
      return launched;
    }
    if (known.input !== serialized) {
      throw new ApiError(
        'ConflictException',
        'The RunTask request could not be processed due to conflicts.',
        400,
        { members: { resourceIds: known.launch.tasks.map(({ arn }) => arn) } },
      );
    }
    return known.launch;
  }

  private remember(key: string, input: string, launch: RunTaskResult): void {
    this.used.set(key, { input, launch });
    const [oldest] = this.used.keys();
    if (this.used.size > MAX_TOKENS && oldest !== undefined) this.used.delete(oldest);
  }
}
