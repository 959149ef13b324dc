import { UsageError } from '@immortal/shared/command-line';
import { optionsOf } from './options';

describe('the command line of the benchmark', () => {
  it('has defaults and accepts other values', () => {
    expect(optionsOf([])).toEqual({ rounds: 9, json: false });
    expect(optionsOf(['--rounds', '3', '--json'])).toEqual({ rounds: 3, json: true });
  });

  it('yields no options for --help', () => {
    expect(optionsOf(['--help'])).toBeUndefined();
  });

  it.each([
    [['--rounds', 'x'], '--rounds is "x": pass a whole number from 1 to 999'],
    [['--rounds', '0'], '--rounds is "0"'],
    [['--round', '3'], "Unknown option '--round'"],
    [['3'], "Unexpected argument '3'"],
  ])('refuses %j in one line', (args, message) => {
    const refused = () => optionsOf(args);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
  });
});
