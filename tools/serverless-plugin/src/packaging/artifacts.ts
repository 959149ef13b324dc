// Zips that another tool has built: `package: artifact:` of a function or a layer.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { PackagingError } from './errors';
import { type FunctionConfig, type Serverless } from './framework';

/** Where the framework leaves a package. */
const PACKAGE_FOLDER = '.serverless';

/** A function with a zip has nothing to bundle; serverless-esbuild would replace the zip. */
export function keepFromBundling({ service }: Serverless): void {
  for (const key of service.getAllFunctions()) {
    const config = service.getFunction(key);
    if (config.package?.artifact !== undefined) config.skipEsbuild ??= true;
  }
}

/**
 * Copies each zip to where all others are, so that the package is complete: serverless-esbuild looks for it there, and
 * so does the local cloud.
 *
 * @throws {PackagingError} if there is none
 */
export function copyArtifacts({ service, serviceDir }: Serverless): void {
  for (const key of service.getAllFunctions()) {
    copyArtifact(`functions.${key}`, key, service.getFunction(key), serviceDir);
  }
  for (const key of service.getAllLayers()) {
    copyArtifact(`layers.${key}`, key, service.getLayer(key), serviceDir);
  }
}

function copyArtifact(
  place: string,
  key: string,
  { package: config }: Pick<FunctionConfig, 'package'>,
  serviceDir: string,
): void {
  const { artifact } = config ?? {};
  // What is packaged already, and what the framework downloads.
  if (
    !config ||
    artifact === undefined ||
    isOwn(artifact, serviceDir) ||
    /^\w+:\/\//.test(artifact)
  )
    return;
  const source = path.resolve(serviceDir, artifact);
  if (!existsSync(source)) {
    throw new PackagingError(
      `${place}.package.artifact is ${artifact}, but there is no such file. Build it first; the path is relative to the service’s folder.`,
    );
  }
  const target = path.join(PACKAGE_FOLDER, `${key}.zip`);
  mkdirSync(path.join(serviceDir, PACKAGE_FOLDER), { recursive: true });
  cpSync(source, path.join(serviceDir, target));
  config.artifact = target;
}

/** What serverless-esbuild and the framework have written themselves. */
function isOwn(artifact: string, serviceDir: string): boolean {
  const [first] = path.relative(serviceDir, path.resolve(serviceDir, artifact)).split(path.sep);
  return first === PACKAGE_FOLDER || first === '.esbuild';
}
