import { MarkError } from './errors';
import { runnablesOf } from './runnables';

const block = (info: string, content: string) => `\`\`\`${info}\n${content}\n\`\`\`\n`;

describe('runnablesOf', () => {
  it('finds marked blocks alone', () => {
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

  it('takes the next block as the output, whatever text stands between', () => {
    const text = `<!-- runnable, prints -->\n${block('sh', 'a')}\nIt prints:\n\n${block('', 'b')}`;
    expect(runnablesOf(text)).toEqual([{ commands: 'a\n', prints: 'b\n', line: 1 }]);
  });

  it('says which suite runs a block that is not for every test', () => {
    const text = `<!-- runnable in deploy, prints -->\n${block('sh', 'a')}${block('', 'b')}`;
    expect(runnablesOf(text)).toEqual([
      { ...{ commands: 'a\n', prints: 'b\n', line: 1 }, suite: 'deploy' },
    ]);
  });

  it.each([
    ['a mark over a block that is not of sh', `<!-- runnable -->\n${block('ts', 'a')}`, 'no block'],
    ['a mark over text', '<!-- runnable -->\n\ntext', 'stands over no block of sh'],
    [
      'an unknown mark',
      `<!-- runnable twice -->\n${block('sh', 'a')}`,
      '"runnable twice" is no mark',
    ],
    [
      'output that is missing',
      `<!-- runnable, prints -->\n${block('sh', 'a')}`,
      'no block follows',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => runnablesOf(text)).toThrow(MarkError);
    expect(() => runnablesOf(text)).toThrow(message);
  });
});
