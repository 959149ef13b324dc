// Zips built by another tool: `package: artifact:` of a function or a layer.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { PluginError } from '../errors';
import { type FunctionConfig, functionsOf, type Serverless } from '../framework';

/** Where the framework puts a package. */
const PACKAGE_FOLDER = '.serverless';

/** A function with a zip needs no bundle; serverless-esbuild would replace the zip. */
export function keepFromBundling(serverless: Serverless): void {
  for (const [, config] of functionsOf(serverless)) {
    if (config.package?.artifact !== undefined) config.skipEsbuild ??= true;
  }
}

/**
 * Copies each zip next to those that the framework creates: serverless-esbuild and the local cloud look for it there.
 *
 * @throws {PluginError} if the file does not exist
 */
export function copyArtifacts(serverless: Serverless): void {
  const { service, serviceDir } = serverless;
  for (const [key, config] of functionsOf(serverless)) {
    copyArtifact(`functions.${key}`, key, config, serviceDir);
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
  // Skips what is packaged already, and what the framework downloads.
  if (
    !config ||
    artifact === undefined ||
    isOwn(artifact, serviceDir) ||
    /^\w+:\/\//.test(artifact)
  )
    return;
  const source = path.resolve(serviceDir, artifact);
  if (!existsSync(source)) {
    throw new PluginError(
      `${place}.package.artifact is ${artifact}, but there is no such file. Build it first; the path is relative to the service’s folder.`,
    );
  }
  const target = path.join(PACKAGE_FOLDER, `${key}.zip`);
  mkdirSync(path.join(serviceDir, PACKAGE_FOLDER), { recursive: true });
  cpSync(source, path.join(serviceDir, target));
  config.artifact = target;
}

/** Whether serverless-esbuild or the framework wrote the file. */
function isOwn(artifact: string, serviceDir: string): boolean {
  const [first] = path.relative(serviceDir, path.resolve(serviceDir, artifact)).split(path.sep);
  return first === PACKAGE_FOLDER || first === '.esbuild';
}
