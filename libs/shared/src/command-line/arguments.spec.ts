import { parseOptions, refuseArguments } from './arguments';
import { UsageError } from './errors';

describe('parseOptions', () => {
  const OPTIONS = {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '9' },
  } as const;

  it('reads options, and fills in defaults', () => {
    expect(parseOptions(['--json'], OPTIONS)).toEqual({ json: true, rounds: '9' });
  });

  it.each([
    [['--round', '3'], "Unknown option '--round'"],
    [['3'], "Unexpected argument '3'"],
    [['--rounds'], "Option '--rounds <value>' argument missing"],
  ])('refuses %j, and says where all options are shown', (args, message) => {
    const read = () => parseOptions(args, OPTIONS);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
    expect(read).toThrow('(--help shows all options)');
  });
});

describe('refuseArguments', () => {
  const YERROR = Object.assign(new Error('Not enough\narguments'), { name: 'YError' });

  it.each<[string, string | null, Error | undefined]>([
    ['Unknown argument: x', 'Unknown\nargument: x', undefined],
    ['Not enough arguments', null, YERROR],
  ])('reports “%s” in one line', (message, given, error) => {
    const refuse = () => refuseArguments(given, error);
    expect(refuse).toThrow(UsageError);
    expect(refuse).toThrow(`${message} (--help shows all options)`);
  });

  it('passes on the error of a command’s handler', () => {
    const error = new TypeError('x is not a function');
    expect(() => refuseArguments(null, error)).toThrow(error);
  });
});
