import { judgeTokens } from './client-token';
import { judgeList } from './list-tasks';

const ANSWERS = { arn: 'task/1', again: 'task/1', refusalNames: ['task/1'] };

it.each([
  ['as assumed', {}],
  ['differs', { again: 'task/2' }],
  ['differs', { again: undefined }],
  ['differs', { refusalNames: [] }],
  ['differs', { refusalNames: undefined }],
])('a client token is %s with the answers %j', (verdict, change) => {
  expect(judgeTokens({ ...ANSWERS, ...change }).verdict).toBe(verdict);
});

const LISTED = { running: true, stopped: true, family: 'must be the only filter', stoppedFor: 9 };

it.each([
  ['as assumed', {}],
  ['as assumed', { family: true }],
  ['differs', { stopped: 'must be the only filter' }],
  ['differs', { running: false }],
])('ListTasks is %s with %j', (verdict, change) => {
  expect(judgeList({ ...LISTED, ...change }).verdict).toBe(verdict);
});
