import { stripVTControlCharacters } from 'node:util';
import { Printer } from './printer';

function printed(print: (printer: Printer) => void): string {
  let text = '';
  print(new Printer((part) => (text += part)));
  return text;
}

const log = (line: string) =>
  printed((printer) => {
    printer.entry({ type: 'log', at: 0, requestId: 'r-1', source: 'orders', line } as never);
  });

describe('a function’s output', () => {
  it.each([
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u001b[2Jgone', '\\u001b[2Jgone'],
    ['\u009b2J', '\\u009b2J'],
    ['\u202edrow', '\\u202edrow'],
    ['{"level":"INFO","message":"\\u001b[1A"}', 'INFO \\u001b[1A'],
  ])('can’t control the terminal: %j', (line, shown) => {
    expect(log(line)).toContain(`│ ${shown}\n`);
  });

  it('loses its colors', () => {
    expect(log('\u001b[31mred\u001b[39m')).toContain('│ red\n');
  });

  it('can’t pass for entries of the timeline', () => {
    // Without the timeline's own colors, which appear on a terminal and under Nx.
    const shown = stripVTControlCharacters(
      log('{"level":"INFO","message":"a\\n   9.99 s ✓ rescued"}'),
    );
    expect(shown).toMatch(/│ INFO a\n +│ {4}9\.99 s ✓ rescued\n$/);
  });
});

it('escapes control characters from an event', () => {
  const text = printed((printer) => {
    printer.entry({ type: 'cloud', at: 0, message: 'no \u001b[2J' } as never);
    printer.detail('a tool \u001b[31msays\u001b[0m \u0007');
  });
  expect(text).toContain('no \\u001b[2J');
  expect(text).toContain('a tool says \\u0007');
});

it('keeps the colors of a step, and escapes the rest', () => {
  const text = printed((printer) => {
    printer.step('\u001b[32mgood\u001b[39m \u001b[2J');
  });
  expect(text).toBe('\u001b[32mgood\u001b[39m \\u001b[2J\n');
});
