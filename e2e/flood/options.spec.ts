import { UsageError } from '@immortal/shared/command-line';
import { optionsOf } from './options';

describe('the command line of npm run flood', () => {
  it('has defaults, and accepts other numbers', () => {
    expect(optionsOf([])).toEqual({ failures: 10_000, rate: 100, layers: 0, json: false });
    expect(optionsOf(['--failures', '30', '--json'])).toEqual({
      failures: 30,
      rate: 100,
      layers: 0,
      json: true,
    });
  });

  it('runs nothing for --help', () => {
    expect(optionsOf(['--help'])).toBeUndefined();
  });

  it.each([
    [['--failures', 'x'], '--failures is "x": pass a whole number from 1 to 9999999'],
    [['--rate', '0'], '--rate is "0"'],
    [['--layers', '6'], '--layers is "6": pass a whole number from 0 to 5'],
    [['--rat', '3'], "Unknown option '--rat'"],
    [['3'], "Unexpected argument '3'"],
  ])('refuses %j in one line', (args, message) => {
    const refused = () => optionsOf(args);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
  });
});
