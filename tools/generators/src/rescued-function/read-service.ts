// Reads serverless.yml of the workspace.
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { ServerlessYml } from '../serverless-yml/serverless-yml';
import { SERVERLESS_YML } from '../service-files';

/** @throws {GeneratorError} if it is not there, or no YAML */
export function readService(tree: Tree): ServerlessYml {
  const text = tree.read(SERVERLESS_YML, 'utf8');
  if (text !== null) return new ServerlessYml(text);
  throw new GeneratorError(`${SERVERLESS_YML} is missing. Run this in the repository's folder.`);
}
