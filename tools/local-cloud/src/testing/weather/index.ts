// For specs: a service that AWS does not have, as complete as one of services/. It keeps reports of stations.
import type { AwsService } from '../../kernel/aws-service';
import { ApiError } from '../../kernel/errors';
import { awsJson } from '../../kernel/protocols/aws-json';
import type { Faults } from '../../kernel/faults/faults';
import type { ServiceStates } from '../../kernel/service-states';
import type { Resource, Stack } from '../../kernel/template';
import { arn } from '../../kernel/template/identity';

interface WeatherRuntime {
  readonly stack: Stack;
  readonly states: ServiceStates;
  readonly faults: Pick<Faults, 'strike'>;
}

interface Input {
  readonly station?: string;
  readonly report?: string;
}

/** The reports of each station, whatever stack runs. */
const REPORTS = { create: () => new Map<string, string[]>() };

const ofStation = (operation: string, { station = '' }: Input, { region, accountId }: Stack) => [
  { action: `weather:${operation}`, resource: `arn:aws:weather:${region}:${accountId}:${station}` },
];

export const weather: AwsService<WeatherRuntime, Input> = {
  name: 'weather',
  title: 'Weather',
  api: {
    protocol: awsJson<Input>({
      target: 'Weather_20260101',
      shape: { station: 'string', report: 'string' },
    }),
    operations: {
      PutReport: {
        permissions: ({ input }, stack) => ofStation('PutReport', input, stack),
        handle: ({ input }, runtime) => putReport(input, runtime),
        faults: { lost: 'The report is accepted and not kept.' },
      },
    },
  },
  resourceTypes: {
    'AWS::Weather::Station': {
      nameProperty: 'StationName',
      ref: (of) => of.name,
      attributes: { Arn: (of) => arn(of, 'weather', of.name) },
      properties: {
        supported: ['StationName'],
        noEffect: { Tags: 'names things for people and bills' },
        notEmulated: ['Altitude'],
      },
    },
  },
};

function putReport(
  { station = '', report = '' }: Input,
  { stack, states, faults }: WeatherRuntime,
): object {
  const { attributes } = stationNamed(station, stack);
  const known = states.of(REPORTS);
  const struck = `the station ${station}`;
  const lost = faults.strike('weather.PutReport', { struck }, (kind) => kind === 'lost');
  const reports = [...(known.get(station) ?? []), ...(lost === undefined ? [report] : [])];
  known.set(station, reports);
  return { station: attributes['Arn'], reports };
}

function stationNamed(name: string, stack: Stack): Resource {
  const found = stack.ofType('AWS::Weather::Station').find(({ ref }) => ref === name);
  if (found) return found;
  throw new ApiError('StationNotFoundException', `There is no station ${name}.`);
}
