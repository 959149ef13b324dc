import { PolicyError, RescuedFunctionsError } from './errors';
import { parseRescuePolicy } from './rescue-policy';
import { formatRescuedFunctions, parseRescuedFunctions } from './rescued-functions';

const NETWORK = 'NETWORK_1A2B3C4D';
const ORDERS = { rescue: { spot: true }, network: NETWORK };

/** The file with one function. */
const fileWith = (entry: unknown, name = 'orders') =>
  JSON.stringify({ functions: { [name]: entry } });

describe('formatRescuedFunctions', () => {
  it('writes the functions sorted, so that the same service has the same zip', () => {
    const mails = { rescue: {}, network: 'NETWORK_00000000' };
    const text = formatRescuedFunctions(
      new Map([
        ['orders', ORDERS],
        ['mails', mails],
      ]),
    );
    expect(JSON.parse(text)).toEqual({ functions: { mails, orders: ORDERS } });
    expect(text.indexOf('mails')).toBeLessThan(text.indexOf('orders'));
    expect(text.endsWith('}\n')).toBe(true);
  });

  it.each([[null], [undefined]])('writes the policy %j as {}', (rescue) => {
    const text = formatRescuedFunctions(new Map([['orders', { rescue, network: NETWORK }]]));
    expect(JSON.parse(text)).toEqual({ functions: { orders: { rescue: {}, network: NETWORK } } });
  });
});

describe('parseRescuedFunctions', () => {
  it('reads what was written', () => {
    expect(parseRescuedFunctions(formatRescuedFunctions(new Map([['orders', ORDERS]])))).toEqual(
      new Map([['orders', { policy: parseRescuePolicy({ spot: true }, ''), network: NETWORK }]]),
    );
  });

  it('reads the 500 functions of a large service', () => {
    const name = (index: number) => `${'f'.repeat(60)}-${index}`;
    const entries = Array.from({ length: 500 }, (_, index) => {
      return [name(index), { rescue: { maximumSeconds: index + 1 }, network: NETWORK }] as const;
    });
    const read = parseRescuedFunctions(formatRescuedFunctions(new Map(entries)));
    expect(read.size).toBe(500);
    expect(read.get(name(499))?.policy.maximumSeconds).toBe(500);
  });

  it('reads a function with a name that every object has', () => {
    const text = formatRescuedFunctions(new Map([['__proto__', ORDERS]]));
    expect([...parseRescuedFunctions(text).keys()]).toEqual(['__proto__']);
  });

  it.each<[string, string, string]>([
    ['text', '{"functions"', 'rescued-functions.json is not JSON: "{\\"functions\\"". Package and'],
    ['a list', '[]', 'rescued-functions.json is []. It must be an object. Package and deploy'],
    ['no functions', '{}', 'rescued-functions.json: functions is missing. It must be an object.'],
    ['a list of functions', '{"functions":[]}', 'functions is []. It must be an object.'],
    [
      'a name that no function can have',
      fileWith(ORDERS, 'a b'),
      'rescued-functions.json has the function "a b". A name has 1 to 64 letters, digits, - and _.',
    ],
    ['null for a function', fileWith(null), 'functions.orders is null. It must be an object.'],
    [
      'an unknown key',
      fileWith({ ...ORDERS, image: 'a' }),
      'rescued-functions.json: functions.orders has the key "image". A function has rescue and',
    ],
    ['no policy', fileWith({ network: NETWORK }), 'functions.orders.rescue is missing. Package'],
    ['no network', fileWith({ rescue: {} }), 'functions.orders.network is missing. It names a'],
    [
      'another variable as the network',
      fileWith({ rescue: {}, network: 'SUBNETS' }),
      'rescued-functions.json: functions.orders.network is "SUBNETS". It names a variable',
    ],
  ])('refuses %s in one line', (_, text, message) => {
    const attempt = () => parseRescuedFunctions(text);
    expect(attempt).toThrow(RescuedFunctionsError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(/^[^\n]* Package and deploy the service again: [^\n]*$/);
  });

  it('refuses an invalid policy, and names the file, the function, and the key', () => {
    const attempt = () => parseRescuedFunctions(fileWith({ ...ORDERS, rescue: { spot: 1 } }), 'f');
    expect(attempt).toThrow(PolicyError);
    expect(attempt).toThrow('f: functions.orders.rescue.spot is 1. Use true or false');
  });
});
