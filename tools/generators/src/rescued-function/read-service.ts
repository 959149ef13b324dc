// Reads the workspace's serverless.yml, and the resource files that belong to it.
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { SERVERLESS_YML } from '../service-files';
import { YamlFile } from '../yaml-file/yaml-file';

/** @throws {GeneratorError} if it is missing, or not YAML */
export function readService(tree: Tree): YamlFile {
  return readYaml(tree, SERVERLESS_YML);
}

/** @throws {GeneratorError} if it is missing, or not YAML */
export function readYaml(tree: Tree, file: string): YamlFile {
  const text = tree.read(file, 'utf8');
  if (text !== null) return new YamlFile(file, text);
  throw new GeneratorError(
    `${file} is missing. Run this command in the repository's folder, or restore the file.`,
  );
}
