import { UsageError } from '../errors';
import { readFault } from './fault-option';
import { POINTS } from './fault-points';
import { faultTable } from './fault-table';
import { OPERATIONS } from './operations';

it.each([
  ['ecs.RunTask=ThrottlingException:3', 'ecs.RunTask', 'ThrottlingException', 3],
  ['ecs.RunTask=failures', 'ecs.RunTask', 'failures', 1],
  ['sqs.SendMessage=AWS.SimpleQueueService.X', 'sqs.SendMessage', 'AWS.SimpleQueueService.X', 1],
  ['lambda.GetFunction=unanswered:12', 'lambda.GetFunction', 'unanswered', 12],
  ['task=runtime-killed', 'task', 'runtime-killed', 1],
])('reads %s', (text, point, kind, count) => {
  expect(readFault(text)).toStrictEqual({ point, kind, count });
});

it.each([
  ['task', 'is not of the form POINT=KIND or POINT=KIND:COUNT: --fault list shows what there is'],
  ['task=spot:many', 'is not of the form POINT=KIND'],
  ['task=spot:0', 'the fault task=spot has the count 0: pass a whole number from 1 on'],
  [
    'tasks=spot',
    'the fault point "tasks" does not exist: use <service>.<Operation> (ecs, lambda, logs, sqs, s3, cloudformation, ecr, sts), sqs.deliver, events.deliver, attempt, function, task, code, metadata',
  ],
  [
    'ecs.RunTasks=failures',
    'the fault point "ecs.RunTasks" does not exist: use RunTask, DescribeTasks, ListTasks, StopTask',
  ],
  ['events.delivery=reorder', 'the fault point "events.delivery" does not exist'],
  [
    'code=broken',
    'the fault code=broken has an unknown kind: use truncated, corrupt, expired, missing',
  ],
  ['code=AccessDenied', 'the fault code=AccessDenied has an unknown kind'],
  ['ecs.ListTasks=failures', 'the fault ecs.ListTasks=failures has an unknown kind'],
  [
    'ecs.RunTask=unanswerd',
    'has an unknown kind: use refused, unanswered, crash-before, crash-after, failures or an error of AWS such as ThrottlingException',
  ],
])('refuses %s in one line', (text, message) => {
  expect(() => readFault(text)).toThrow(UsageError);
  expect(() => readFault(text)).toThrow(`--fault ${text}`);
  expect(() => readFault(text)).toThrow(message);
  expect(() => readFault(text)).not.toThrow('\n');
});

it('shows every point, kind and operation in the table', () => {
  const lines = faultTable().split('\n');
  for (const [point, kinds] of Object.entries(POINTS)) {
    for (const [kind, meaning] of Object.entries(kinds)) {
      expect(lines).toContainEqual(
        expect.stringMatching(new RegExp(`^${point} +${kind} +${meaning.slice(0, 20)}`)),
      );
    }
  }
  for (const operations of Object.values(OPERATIONS)) {
    expect(faultTable()).toContain(operations.join(', '));
  }
});
