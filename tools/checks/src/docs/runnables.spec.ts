import { MarkError } from './errors';
import { runnablesOf } from './runnables';

const block = (info: string, content: string) => `\`\`\`${info}\n${content}\n\`\`\`\n`;

describe('runnablesOf', () => {
  it('finds only marked blocks', () => {
    const text = [
      block('sh', 'rm -rf /'),
      '<!-- runnable -->',
      '',
      block('sh', 'npm run cost'),
      '<!-- a remark -->',
      block('sh', 'npm start'),
    ].join('\n');
    expect(runnablesOf(text)).toEqual([{ commands: 'npm run cost\n', line: 5 }]);
  });

  it('uses the next block as the output, with any text in between', () => {
    const text = `<!-- runnable, prints -->\n${block('sh', 'a')}\nIt prints:\n\n${block('', 'b')}`;
    expect(runnablesOf(text)).toEqual([{ commands: 'a\n', prints: 'b\n', line: 1 }]);
  });

  it('finds the suite of a block', () => {
    const text = `<!-- runnable in deploy, prints -->\n${block('sh', 'a')}${block('', 'b')}`;
    expect(runnablesOf(text)).toEqual([
      { commands: 'a\n', prints: 'b\n', line: 1, suite: 'deploy' },
    ]);
  });

  it.each([
    [
      'a mark before a block of another language',
      `<!-- runnable -->\n${block('ts', 'a')}`,
      'block of sh',
    ],
    ['a mark before text', '<!-- runnable -->\n\ntext', 'is not followed by a block of sh'],
    [
      'an unknown mark',
      `<!-- runnable twice -->\n${block('sh', 'a')}`,
      '"runnable twice" is not a mark',
    ],
    ['missing output', `<!-- runnable, prints -->\n${block('sh', 'a')}`, 'no block follows'],
  ])('refuses %s', (_, text, message) => {
    expect(() => runnablesOf(text)).toThrow(MarkError);
    expect(() => runnablesOf(text)).toThrow(message);
  });
});
