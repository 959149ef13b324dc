// How handlers fail.
import { type Case, exits, fails, returns } from './case';

const logged = (json: string) => [`TIME\trequest-1\tERROR\tInvoke Error \t${json}`];

export const failures: readonly Case[] = [
  {
    name: 'a thrown error',
    handler: 'failures.throws',
    expected: {
      ...fails('RangeError', 'too far'),
      lines: logged(
        '{"errorType":"RangeError","errorMessage":"too far","stack":["RangeError: too far"]}',
      ),
    },
  },
  {
    name: 'a rejection with a class, a code and a cause',
    handler: 'failures.rejects',
    expected: {
      ...fails('OrderError', 'no such order'),
      lines: logged(
        '{"errorType":"OrderError","errorMessage":"no such order","code":"E_ORDER","name":"OrderError","stack":["OrderError: no such order"]}',
      ),
    },
  },
  {
    name: 'an aggregate error',
    handler: 'failures.aggregates',
    expected: fails('AggregateError', 'both'),
  },
  {
    name: 'an error that contains itself',
    handler: 'failures.cycle',
    expected: fails('Error', 'around'),
  },
  { name: 'an error with a DEL', handler: 'failures.deletes', expected: fails('Error', 'a %7F b') },
  { name: 'a thrown string', handler: 'failures.string', expected: fails('string', 'only text') },
  {
    name: 'a thrown undefined',
    handler: 'failures.nothing',
    expected: fails('undefined', 'undefined'),
    nodejs22: fails('string', 'handled'),
  },
  {
    name: 'a thrown object',
    handler: 'failures.object',
    expected: fails('object', '[object Object]'),
  },
  {
    name: 'an error with JSON logs',
    handler: 'failures.rejects',
    jsonLogLevel: 'INFO',
    expected: fails('OrderError', 'no such order'),
  },
  {
    name: 'an error name in another script',
    handler: 'failures.foreignName',
    expected: fails('注文エラー', 'by its name'),
  },
  {
    name: 'an error name with a line break',
    handler: 'failures.nameOfTwoLines',
    expected: fails('Order\nError', 'by its name'),
  },
  {
    name: 'an error message of 100 KB',
    handler: 'failures.long',
    expected: fails('Error', '100000 characters'),
  },
  {
    name: 'an unhandled rejection while the handler is running',
    handler: 'failures.unhandled',
    expected: exits(1),
    nodejs22: fails('Runtime.UnhandledPromiseRejection', 'Error: forgotten'),
  },
  {
    name: 'an error thrown in a timer',
    handler: 'failures.throwsLater',
    expected: exits(1),
    nodejs22: fails('Error', 'from a timer'),
  },
  { name: 'process.exit with a code', handler: 'failures.exits', expected: exits(7) },
  { name: 'process.exit with code 0', handler: 'failures.exitsWell', expected: exits(0) },
  {
    name: 'a promise that never settles, with an empty event loop',
    handler: 'failures.settlesNever',
    expected: exits(0),
    nodejs22: returns(null),
  },
];
