import { callbackStyle, refusesCallbacks } from './callback-style';
import { moduleExports } from './module-exports';
import { SourceFiles } from './source-files';

/** The callback style of `handler` in a file, which may import the others. */
function styleOf(file: string, files: Readonly<Record<string, string>>) {
  const sources = new SourceFiles({
    isFile: (one) => one in files,
    read: (one) => files[one] ?? '',
    refuse: (message) => {
      throw new Error(message);
    },
  });
  const handler = moduleExports(sources, file).values.get('handler');
  return handler && callbackStyle(handler);
}

const TAKES = 'takes a callback (event, context, callback)';

describe('callbackStyle', () => {
  it.each([
    [
      'an arrow function',
      'export const handler = (event, context, callback) => callback(null, 1);',
    ],
    ['a function', 'export function handler(event, context, callback) { callback(); }'],
    ['CommonJS', 'exports.handler = function (event, context, cb) { cb(); };'],
    ['an object', 'module.exports = { handler: (e, c, cb) => cb() };'],
  ])('recognizes three parameters: %s', (_, text) => {
    expect(styleOf('src/a.js', { 'src/a.js': text })).toBe(TAKES);
  });

  it('follows a re-export into its file', () => {
    const files = {
      'src/a.ts': "export { run as handler } from './b';",
      'src/b.ts':
        'export const run = (event: object, context: object, done: () => void) => done();',
    };
    expect(styleOf('src/a.ts', files)).toBe(TAKES);
  });

  it('recognizes context.succeed()', () => {
    const text = 'exports.handler = (event, context) => context.succeed(1);';
    expect(styleOf('a.js', { 'a.js': text })).toBe('ends by context.succeed()');
  });

  it.each([
    ['an async handler', 'export const handler = async (event, context) => 1;'],
    [
      'a handler with a default for its third parameter',
      'export const handler = async (event, context, more = 1) => more;',
    ],
    ['a handler that another function returns', 'export const handler = middy(async () => 1);'],
  ])('finds no callback in %s', (_, text) => {
    expect(styleOf('a.js', { 'a.js': text })).toBeUndefined();
  });

  it('is refused by Node.js 24 and later only', () => {
    const runtimes = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x', 'nodejs26.x', 'python3.13', {}];
    expect(runtimes.filter(refusesCallbacks)).toEqual(['nodejs24.x', 'nodejs26.x']);
  });
});
