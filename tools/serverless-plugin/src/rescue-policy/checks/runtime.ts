// Runtimes that the runner's image does not bring.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CheckedFunction, type Finding, warning } from './finding';

/** Where it is written what the image is built of, from the service's folder. */
const IMAGE_FILES = ['../runner/Dockerfile', '../../.github/workflows/deploy.yml'];

/** The text in which an image's runtimes are named; undefined for a service without an image of its own. */
export function readImageFiles(folder: string): string | undefined {
  const files = IMAGE_FILES.map((file) => path.join(folder, file)).filter((file) =>
    existsSync(file),
  );
  return files.length === 0
    ? undefined
    : files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** @param imageFiles the text that names the runtimes: an image that is built by hand may bring others */
export function otherRuntime(fn: CheckedFunction, imageFiles: string): Finding[] {
  const { Runtime: runtime, PackageType } = fn.properties;
  if (!fn.isRescued || PackageType === 'Image' || typeof runtime !== 'string') return [];
  // A custom runtime is in the function's own zip.
  if (runtime.startsWith('provided') || imageFiles.includes(runtime)) return [];
  return [
    warning(
      `functions.${fn.key} has the runtime ${runtime}, and the image of its container does not bring it, so the runner refuses it. Use ${runtimesIn(imageFiles)}, or build the image with RUNTIMES=${runtime} (docker/README.md).`,
    ),
  ];
}

function runtimesIn(imageFiles: string): string {
  return [...new Set(imageFiles.match(/(?<=RUNTIMES[=:]\s*)[\w.,-]+/g))].join(' or ');
}
