import { callbackStyle, refusesCallbacks } from './callback-style';
import { moduleExports } from './module-exports';
import { SourceFiles } from './source-files';

/** How `handler` of a file calls back, among others that it may import. */
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

describe('a handler that calls back', () => {
  it.each([
    [
      'an arrow function',
      'export const handler = (event, context, callback) => callback(null, 1);',
    ],
    ['a function', 'export function handler(event, context, callback) { callback(); }'],
    ['CommonJS', 'exports.handler = function (event, context, cb) { cb(); };'],
    ['an object', 'module.exports = { handler: (e, c, cb) => cb() };'],
  ])('is known by its three parameters: %s', (_, text) => {
    expect(styleOf('src/a.js', { 'src/a.js': text })).toBe(TAKES);
  });

  it('is followed into the file that it is re-exported from', () => {
    const files = {
      'src/a.ts': "export { run as handler } from './b';",
      'src/b.ts':
        'export const run = (event: object, context: object, done: () => void) => done();',
    };
    expect(styleOf('src/a.ts', files)).toBe(TAKES);
  });

  it('is known by the context’s own ends', () => {
    const text = 'exports.handler = (event, context) => context.succeed(1);';
    expect(styleOf('a.js', { 'a.js': text })).toBe('ends by context.succeed()');
  });

  it.each([
    ['an async one', 'export const handler = async (event, context) => 1;'],
    ['a default for the third', 'export const handler = async (event, context, more = 1) => more;'],
    ['one that is made elsewhere', 'export const handler = middy(async () => 1);'],
  ])('is not seen in %s', (_, text) => {
    expect(styleOf('a.js', { 'a.js': text })).toBeUndefined();
  });

  it('is refused by Node.js 24 and later alone', () => {
    const runtimes = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x', 'nodejs26.x', 'python3.13', {}];
    expect(runtimes.filter(refusesCallbacks)).toEqual(['nodejs24.x', 'nodejs26.x']);
  });
});
