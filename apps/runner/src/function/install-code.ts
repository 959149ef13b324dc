// Downloads and unpacks the function's code and its layers.
import { type LambdaClient } from '@aws-sdk/client-lambda';
import { unpack, type Archive } from '@immortal/archive';
import { MAX_UNPACKED_BYTES } from '@immortal/shared';
import { type ArchiveLocation } from './archive-location';
import { type DeployedFunction } from './deployed-function';
import { downloadArchive } from './download';
import { locateLayer } from './layer-location';
import { retry, type RetryDeps } from '../aws/retry';

export interface CodeDeps extends RetryDeps {
  readonly lambda: LambdaClient;
  readonly env: NodeJS.ProcessEnv;
  /** Requests the location of the function's code again. */
  readonly locateAgain: () => Promise<ArchiveLocation>;
  /** Called after the download of the function's own code. */
  readonly onDownloaded: () => void;
}

interface Folders {
  readonly taskRoot: string;
  readonly optDir: string;
}

/**
 * The unpacked size of the function, or of all its layers. Lambda allows 250 MB for both together; twice that leaves
 * room for a raised quota, and still stops an archive that is built to exhaust disk and memory.
 */
const MAX_BYTES = 2 * MAX_UNPACKED_BYTES;

/**
 * Installs the code and every layer, in parallel.
 *
 * @throws {UnpackError} if an archive is damaged, hostile or too large, or its folder is not empty or not writable
 * @throws {RefusalError} if an archive is missing or access is denied, or it is not what was deployed
 * @throws {TemporaryError} if a download fails for a temporary reason
 */
export async function installCode(
  functionName: string,
  { code, layers }: Pick<DeployedFunction, 'code' | 'layers'>,
  folders: Folders,
  deps: CodeDeps,
): Promise<void> {
  await Promise.all([
    installFunction(functionName, code, folders.taskRoot, deps),
    installLayers(layers, folders.optDir, deps),
  ]);
}

async function installFunction(
  functionName: string,
  code: ArchiveLocation,
  folder: string,
  deps: CodeDeps,
): Promise<void> {
  const subject = `the code of function ${functionName}`;
  const zip = await downloadArchive(subject, code, deps.locateAgain, deps);
  deps.onDownloaded();
  await unpack([{ zip, subject }], folder, MAX_BYTES);
}

async function installLayers(
  arns: readonly string[],
  folder: string,
  deps: CodeDeps,
): Promise<void> {
  if (arns.length === 0) return;
  const archives = await Promise.all(
    arns.map(async (arn): Promise<Archive> => {
      const locate = () => retry(() => locateLayer(deps.lambda, arn, deps.env), deps);
      const subject = `the content of layer ${arn}`;
      return { subject, zip: await downloadArchive(subject, await locate(), locate, deps) };
    }),
  );
  await unpack(archives, folder, MAX_BYTES);
}
