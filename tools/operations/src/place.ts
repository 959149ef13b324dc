// Where the commands look: which stack, in which region, at which endpoint.
import { UsageError } from './errors';

/** The options that say so, for yargs. */
export const PLACE_OPTIONS = {
  stage: { type: 'string', nargs: 1, default: 'dev', describe: 'stage of the stack' },
  service: { type: 'string', nargs: 1, default: 'immortal', describe: 'service of the stack' },
  region: { type: 'string', nargs: 1, describe: 'AWS region (default: as for the AWS CLI)' },
  'endpoint-url': {
    type: 'string',
    nargs: 1,
    describe: 'another endpoint than AWS (default: AWS_ENDPOINT_URL)',
  },
} as const;

export interface Place {
  /** Service and stage, with which the names of the stack's resources begin: `immortal-dev`. */
  readonly stack: string;
  /** Left to the SDK when it is not given. */
  readonly region?: string;
  readonly endpoint?: string;
}

/** The options as yargs has read them. */
export interface PlaceArguments {
  readonly stage: string;
  readonly service: string;
  readonly region: string | undefined;
  readonly endpointUrl: string | undefined;
}

/** @throws {UsageError} for a value that can be none */
export function placeOf({ stage, service, region, endpointUrl }: PlaceArguments): Place {
  return {
    stack: `${nameGiven('--service', service)}-${nameGiven('--stage', stage)}`,
    ...(region !== undefined && { region: nameGiven('--region', region) }),
    ...(endpointUrl !== undefined && { endpoint: urlGiven(endpointUrl) }),
  };
}

function nameGiven(option: string, text: string): string {
  if (/^[\w-]+$/.test(text)) return text;
  throw new UsageError(
    `${option} is ${JSON.stringify(text)}: pass letters, digits, hyphens and underscores`,
  );
}

function urlGiven(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new UsageError(
    `--endpoint-url is ${JSON.stringify(text)}: pass an address such as http://127.0.0.1:4566`,
  );
}
