// Checks that the runner's image can run a function.
import { hasLocalClient, isCustomRuntime } from '@immortal/runtime-api';
import { RefusalError } from '../errors';
import { RUNNER_VARIABLES } from '../arguments/settings';

/** Lambda's names of the architectures, by Node's names. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'arm64' };

/**
 * @param wanted from the function's configuration
 * @param image `runtimes`: those that the image declares; `arch`: Node's name of the processor's architecture
 * @throws {RefusalError} if the image can't run the function
 */
export function assertFits(
  wanted: {
    readonly functionName: string;
    readonly runtime: string;
    readonly architecture: string;
  },
  image: { readonly runtimes?: readonly string[]; readonly arch: string },
): void {
  const { functionName, runtime, architecture } = wanted;
  if (image.runtimes === undefined) {
    if (hasLocalClient(runtime)) return;
    throw new RefusalError(
      `Function ${functionName} has the runtime ${runtime}, and the image does not declare its runtimes. ` +
        `Set ${RUNNER_VARIABLES.runtimes} to the runtimes in ${RUNNER_VARIABLES.runtimeDir}, or use an image built for ${runtime}.`,
    );
  }
  if (!isCustomRuntime(runtime) && !image.runtimes.includes(runtime)) {
    throw new RefusalError(
      `Function ${functionName} has the runtime ${runtime}, but this image provides ${image.runtimes.join(', ')}. ` +
        remedyFor(runtime, architecture),
    );
  }
  const ours = ARCHITECTURES[image.arch] ?? image.arch;
  if (architecture !== ours) {
    throw new RefusalError(
      `Function ${functionName} is built for ${architecture}, but this task runs on ${ours}. ` +
        remedyFor(runtime, architecture),
    );
  }
}

/** Packaging gives each function a task definition with the image and the processor of its own pair. */
function remedyFor(runtime: string, architecture: string): string {
  return (
    `Build the image for it (docker/build-image.sh --for ${runtime}/${architecture} --push REPOSITORY:TAG), ` +
    `and deploy the function's task definition again.`
  );
}
