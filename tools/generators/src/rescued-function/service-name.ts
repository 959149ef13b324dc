// The name and the region of the service, from serverless.yml.
import { GeneratorError } from '../errors';
import { type YamlFile } from '../yaml-file/yaml-file';
import { SERVERLESS_YML } from '../service-files';

/** @throws {GeneratorError} if it comes from a variable, so that the lengths of names are unknown */
export function serviceName(yml: YamlFile): string {
  const name = yml.get(['service']);
  if (typeof name === 'string' && /^[\w-]+$/.test(name)) return name;
  throw new GeneratorError(
    `service in ${SERVERLESS_YML} is ${JSON.stringify(name)}. Write the name itself, without variables.`,
  );
}

/** The region in sample events: the local cloud's, unless you pass `--region`. */
export function literalRegion(yml: YamlFile): string {
  const region = yml.get(['provider', 'region']);
  return typeof region === 'string' && /^[a-z0-9-]+$/.test(region) ? region : 'eu-west-1';
}
