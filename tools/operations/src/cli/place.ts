// Where the commands look: which stack, in which region, at which endpoint.
import { refused } from '@immortal/shared/command-line';

/** The options that name a stack, for yargs. */
export const STACK_OPTIONS = {
  stage: { type: 'string', nargs: 1, default: 'dev', describe: 'stage of the stack' },
  service: { type: 'string', nargs: 1, default: 'immortal', describe: 'service of the stack' },
} as const;

/** The options that say where it is, too. */
export const PLACE_OPTIONS = {
  ...STACK_OPTIONS,
  region: { type: 'string', nargs: 1, describe: 'AWS region (default: as for the AWS CLI)' },
  'endpoint-url': {
    type: 'string',
    nargs: 1,
    describe: 'another endpoint than AWS (default: AWS_ENDPOINT_URL)',
  },
} as const;

export interface Place {
  /** Service and stage, the prefix of the names of the stack's resources: `immortal-dev`. */
  readonly stack: string;
  /** Resolved by the SDK if it is not given. */
  readonly region?: string;
  readonly endpoint?: string;
}

/** The options as yargs has read them. */
export interface PlaceArguments {
  readonly stage: string;
  readonly service: string;
  readonly region?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

/** @throws {UsageError} for a value that cannot be a name or an address */
export function placeOf({ stage, service, region, endpointUrl }: PlaceArguments): Place {
  return {
    stack: `${readName('--service', service)}-${readName('--stage', stage)}`,
    ...(region !== undefined && { region: readName('--region', region) }),
    ...(endpointUrl !== undefined && { endpoint: readUrl(endpointUrl) }),
  };
}

function readName(option: string, text: string): string {
  if (/^[\w-]+$/.test(text)) return text;
  throw refused(option, text, 'pass letters, digits, hyphens and underscores');
}

function readUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw refused('--endpoint-url', text, 'pass an address such as http://127.0.0.1:4566');
}
