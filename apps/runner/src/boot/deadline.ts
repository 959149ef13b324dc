// The time limit of everything before the function starts.
import { TemporaryError } from '../errors';
import { RUNNER_VARIABLES } from '../arguments/settings';

/**
 * @param lastStep the name of the last completed step
 * @returns the result of the work
 * @throws {TemporaryError} if the work takes longer: another task may find a faster server
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
          `The function was not ready to start after ${seconds} seconds, the limit of ${RUNNER_VARIABLES.prepareSeconds}. The last completed step is "${lastStep()}".`,
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
