// The service with three functions whose failures come at once.
import { failureQueueOf } from '@immortal/shared';
import { addRescuedFunction, rescueByDefault } from '../testbed/rescued-functions';
import { FAILURE_QUEUE, packageTestService, PRIMARY } from '../testbed/service';

const OTHERS = ['immortal-dev-second', 'immortal-dev-third'];
/** The failure queues of the functions. */
export const QUEUES = [FAILURE_QUEUE, ...OTHERS.map(failureQueueOf)];

/** The folder of the package. */
export async function packageLoadedService(): Promise<string> {
  const folder = packageTestService((template) => {
    for (const [index, name] of OTHERS.entries()) {
      addRescuedFunction(name, `Other${index}`, template);
    }
  });
  await rescueByDefault([PRIMARY, ...OTHERS], folder);
  return folder;
}
