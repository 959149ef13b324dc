import { UsageError } from './errors';
import { oneOf, wholeNumber } from './values';

describe('wholeNumber', () => {
  it.each([
    ['1', 1],
    ['0900', 900],
    ['900', 900],
  ])('reads %j', (text, value) => {
    expect(wholeNumber('--timeout', text, 1, 900)).toBe(value);
  });

  it.each(['', ' ', '0', '901', '1.5', '-1', '1e2', '0x10', '9'.repeat(400)])(
    'refuses %j, and names the option, the value, and the range',
    (text) => {
      const read = () => wholeNumber('--timeout', text, 1, 900);
      expect(read).toThrow(UsageError);
      expect(read).toThrow(
        `--timeout is ${JSON.stringify(text)}: pass a whole number from 1 to 900`,
      );
    },
  );
});

describe('oneOf', () => {
  it('returns the value that was passed', () => {
    expect(oneOf('--tasks', 'docker', ['process', 'docker'])).toBe('docker');
  });

  it.each(['', 'Docker', 'toString'])('refuses %j, and names what can be passed', (text) => {
    const read = () => oneOf('--tasks', text, ['process', 'docker']);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(`--tasks is ${JSON.stringify(text)}: pass process or docker`);
  });
});
