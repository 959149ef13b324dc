import { ContractError } from '@immortal/shared';
import { handlerName } from './handler-name';

describe("the handler's name", () => {
  it('is the configured name if no other file is given', () => {
    expect(handlerName('src/app.handler', '/var/task')).toBe('src/app.handler');
  });

  it.each([
    ['path/to/immortal-handler.js', 'path/to/immortal-handler.handler'],
    ['./immortal-handler.mjs', 'immortal-handler.handler'],
    ['immortal-handler', 'immortal-handler.handler'],
    ['/var/task/lib/other.js', 'lib/other.handler'],
    ['a/../b.js', 'b.handler'],
    ['..b/c.js', '..b/c.handler'],
  ])('is the configured export in %s', (file, name) => {
    expect(handlerName('src/app.handler', '/var/task', file)).toBe(name);
  });

  it('keeps a nested export', () => {
    expect(handlerName('app.api.create', '/var/task', 'b.js')).toBe('b.api.create');
  });

  it.each(['../b.js', '/etc/b.js', 'a/../../b.js', '.', 'a\\b.js', 'a\0.js', 'my.handler.js'])(
    'is refused for %j',
    (file) => {
      expect(() => handlerName('app.handler', '/var/task', file)).toThrow(ContractError);
      expect(() => handlerName('app.handler', '/var/task', file)).toThrow(
        'AWS_LAMBDA_HANDLER_PATH',
      );
    },
  );
});
