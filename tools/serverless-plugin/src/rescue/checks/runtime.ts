// Finds functions whose runtime is not in the runner's image.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CheckedFunction, type Finding, warning } from './finding';

/** The files that name the image's runtimes, relative to the service's folder. */
const IMAGE_FILES = ['../runner/Dockerfile', '../../.github/workflows/deploy.yml'];

/** The text that names the image's runtimes; undefined for a service outside this workspace. */
export function readImageFiles(folder: string): string | undefined {
  const files = IMAGE_FILES.map((file) => path.join(folder, file)).filter((file) =>
    existsSync(file),
  );
  return files.length === 0
    ? undefined
    : files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** @param imageFiles the text that names the runtimes; an image that is built by hand may have others */
export function otherRuntime(fn: CheckedFunction, imageFiles: string): Finding[] {
  const { Runtime: runtime, PackageType } = fn.properties;
  if (!fn.isRescued || PackageType === 'Image' || typeof runtime !== 'string') return [];
  // A custom runtime comes with the function's own zip.
  if (runtime.startsWith('provided') || imageFiles.includes(runtime)) return [];
  return [
    warning(
      `functions.${fn.key} has the runtime ${runtime}, which the image of its container does not include, so the runner refuses it. Use ${runtimesIn(imageFiles)}, or build the image with RUNTIMES=${runtime} (docker/README.md).`,
    ),
  ];
}

function runtimesIn(imageFiles: string): string {
  return [...new Set(imageFiles.match(/(?<=RUNTIMES[=:]\s*)[\w.,-]+/g))].join(' or ');
}
