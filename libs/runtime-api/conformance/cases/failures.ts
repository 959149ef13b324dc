// How handlers fail.
import { type Case, dies, fails, returns } from './case';

const logged = (json: string) => [`TIME\trequest-1\tERROR\tInvoke Error \t${json}`];

export const failures: readonly Case[] = [
  {
    name: 'an error that is thrown',
    handler: 'failures.throws',
    right: {
      ...fails('RangeError', 'too far'),
      lines: logged(
        '{"errorType":"RangeError","errorMessage":"too far","stack":["RangeError: too far"]}',
      ),
    },
  },
  {
    name: 'a rejection with a class, a code and a cause',
    handler: 'failures.rejects',
    right: {
      ...fails('OrderError', 'no such order'),
      lines: logged(
        '{"errorType":"OrderError","errorMessage":"no such order","code":"E_ORDER","name":"OrderError","stack":["OrderError: no such order"]}',
      ),
    },
  },
  {
    name: 'several errors in one',
    handler: 'failures.aggregates',
    right: fails('AggregateError', 'both'),
  },
  { name: 'an error around itself', handler: 'failures.cycle', right: fails('Error', 'around') },
  { name: 'an error with a DEL', handler: 'failures.deletes', right: fails('Error', 'a %7F b') },
  { name: 'a text', handler: 'failures.string', right: fails('string', 'only text') },
  {
    name: 'undefined',
    handler: 'failures.nothing',
    right: fails('undefined', 'undefined'),
    nodejs22: fails('string', 'handled'),
  },
  { name: 'an object', handler: 'failures.object', right: fails('object', '[object Object]') },
  {
    name: 'an error in a log of JSON',
    handler: 'failures.rejects',
    jsonLogLevel: 'INFO',
    right: fails('OrderError', 'no such order'),
  },
  {
    name: 'a name in another script',
    handler: 'failures.foreignName',
    right: fails('注文エラー', 'by its name'),
  },
  {
    name: 'a name with a line break',
    handler: 'failures.nameOfTwoLines',
    right: fails('Order\nError', 'by its name'),
  },
  {
    name: 'a message of 100 KB',
    handler: 'failures.long',
    right: fails('Error', '100000 characters'),
  },
  {
    name: 'a rejection that is not handled, while the handler is at work',
    handler: 'failures.unhandled',
    right: dies(1),
    nodejs22: fails('Runtime.UnhandledPromiseRejection', 'Error: forgotten'),
  },
  {
    name: 'an error thrown in a timer',
    handler: 'failures.throwsLater',
    right: dies(1),
    nodejs22: fails('Error', 'from a timer'),
  },
  { name: 'process.exit with a code', handler: 'failures.exits', right: dies(7) },
  { name: 'process.exit without one', handler: 'failures.exitsWell', right: dies(0) },
  {
    name: 'a promise that never settles and waits for nothing',
    handler: 'failures.settlesNever',
    right: dies(0),
    nodejs22: returns(null),
  },
];
