// The time that everything before the start of the function may take.
import { TemporaryError } from '../errors';
import { RUNNER_VARIABLES } from '../arguments/settings';

/**
 * The result of the work, if it comes in time.
 *
 * @param lastStep what the work had done last
 * @throws {TemporaryError} if it does not: another task may find a faster server
 */
export async function withinDeadline<T>(
  seconds: number,
  work: Promise<T>,
  lastStep: () => string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new TemporaryError(
          `The function was not ready to start after ${seconds} seconds, the limit of ${RUNNER_VARIABLES.prepareSeconds}. The last step that was done is "${lastStep()}".`,
        ),
      );
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
