import { UsageError } from '@immortal/shared/command-line';
import { placeOf } from './place';

const DEFAULTS = { stage: 'dev', service: 'immortal' };

it('leaves the region and the endpoint to the SDK if they are not given', () => {
  expect(placeOf(DEFAULTS)).toEqual({ stack: 'immortal-dev' });
});

it('takes the region and the endpoint that are given', () => {
  const given = { region: 'us-east-1', endpointUrl: 'http://127.0.0.1:4566' };
  expect(placeOf({ ...DEFAULTS, stage: 'prod', ...given })).toEqual({
    stack: 'immortal-prod',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
  });
});

it.each([
  [{ stage: '' }, '--stage is ""'],
  [{ service: 'a b' }, '--service is "a b"'],
  [{ region: '' }, '--region is ""'],
  [{ endpointUrl: 'localhost:4566' }, '--endpoint-url is "localhost:4566"'],
  [{ endpointUrl: 'http://' }, '--endpoint-url is "http://"'],
])('refuses the place %j', (change, message) => {
  expect(() => placeOf({ ...DEFAULTS, ...change })).toThrow(UsageError);
  expect(() => placeOf({ ...DEFAULTS, ...change })).toThrow(message);
});
