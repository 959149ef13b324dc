// How handlers fail.
import { type Case, dies, fails } from './case';

const logged = (json: string) => [`TIME\trequest-1\tERROR\tInvoke Error \t${json}`];

export const failures: readonly Case[] = [
  {
    name: 'an error that is thrown',
    handler: 'failures.throws',
    aws: {
      ...fails('RangeError', 'too far'),
      lines: logged(
        '{"errorType":"RangeError","errorMessage":"too far","stack":["RangeError: too far"]}',
      ),
    },
  },
  {
    name: 'a rejection with a class, a code and a cause',
    handler: 'failures.rejects',
    aws: {
      ...fails('OrderError', 'no such order'),
      lines: logged(
        '{"errorType":"OrderError","errorMessage":"no such order","code":"E_ORDER","name":"OrderError","stack":["OrderError: no such order"]}',
      ),
    },
  },
  {
    name: 'several errors in one',
    handler: 'failures.aggregates',
    aws: fails('AggregateError', 'both'),
  },
  { name: 'an error around itself', handler: 'failures.cycle', aws: fails('Error', 'around') },
  { name: 'an error with a DEL', handler: 'failures.deletes', aws: fails('Error', 'a %7F b') },
  { name: 'a text', handler: 'failures.string', aws: fails('string', 'only text') },
  { name: 'undefined', handler: 'failures.nothing', aws: fails('undefined', 'undefined') },
  { name: 'an object', handler: 'failures.object', aws: fails('object', '[object Object]') },
  {
    name: 'an error in a log of JSON',
    handler: 'failures.rejects',
    configuration: { LoggingConfig: { LogFormat: 'JSON' } },
    aws: fails('OrderError', 'no such order'),
  },
  { name: 'a rejection that nobody handles', handler: 'failures.unhandled', aws: dies(1) },
  { name: 'an error thrown in a timer', handler: 'failures.throwsLater', aws: dies(1) },
  { name: 'process.exit with a code', handler: 'failures.exits', aws: dies(7) },
  { name: 'process.exit without one', handler: 'failures.exitsWell', aws: dies(0) },
  {
    name: 'a promise that never settles and waits for nothing',
    handler: 'failures.settlesNever',
    aws: dies(0),
  },
];
