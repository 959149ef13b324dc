// What serverless.yml says of the service as a whole.
import { GeneratorError } from '../errors';
import { type ServerlessYml } from '../serverless-yml/serverless-yml';
import { SERVERLESS_YML } from '../service-files';

/** @throws {GeneratorError} if it comes from a variable, and the lengths of names can't be known */
export function serviceName(yml: ServerlessYml): string {
  const name = yml.get(['service']);
  if (typeof name === 'string' && /^[\w-]+$/.test(name)) return name;
  throw new GeneratorError(
    `service in ${SERVERLESS_YML} is ${JSON.stringify(name)}. Write the name itself, without variables.`,
  );
}

/** For sample events, which the local cloud takes: its region unless `--region` says otherwise. */
export function literalRegion(yml: ServerlessYml): string {
  const region = yml.get(['provider', 'region']);
  return typeof region === 'string' && /^[a-z0-9-]+$/.test(region) ? region : 'eu-west-1';
}
