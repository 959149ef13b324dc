// Reads the workspace's serverless.yml.
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { ServerlessYml } from '../serverless-yml/serverless-yml';
import { SERVERLESS_YML } from '../service-files';

/** @throws {GeneratorError} if it is missing, or not YAML */
export function readService(tree: Tree): ServerlessYml {
  const text = tree.read(SERVERLESS_YML, 'utf8');
  if (text !== null) return new ServerlessYml(text);
  throw new GeneratorError(
    `${SERVERLESS_YML} is missing. Run this command in the repository's folder.`,
  );
}
