import { UsageError } from '../errors';
import { readFault } from './fault-option';
import { faultTable } from './fault-table';
import { FAULT_POINTS } from '../../services/fault-points';

it.each([
  ['ecs.RunTask=ThrottlingException:3', 'ecs.RunTask', 'ThrottlingException', 3],
  ['ecs.RunTask=failures', 'ecs.RunTask', 'failures', 1],
  ['sqs.SendMessage=AWS.SimpleQueueService.X', 'sqs.SendMessage', 'AWS.SimpleQueueService.X', 1],
  ['lambda.GetFunction=unanswered:12', 'lambda.GetFunction', 'unanswered', 12],
  ['task=runtime-killed', 'task', 'runtime-killed', 1],
])('reads %s', (text, point, kind, count) => {
  expect(readFault(FAULT_POINTS, text)).toStrictEqual({ point, kind, count });
});

it.each([
  ['task', 'is not of the form POINT=KIND or POINT=KIND:COUNT: --fault list shows what there is'],
  ['task=spot:many', 'is not of the form POINT=KIND'],
  ['task=spot:0', 'the fault task=spot has the count 0: pass a whole number from 1 on'],
  [
    'tasks=spot',
    'the fault point "tasks" does not exist: use <service>.<Operation> (ecs, lambda, logs, cloudformation, ecr, sts, sqs, s3), task, metadata, sqs.deliver, attempt, function, code, events.deliver',
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
  expect(() => readFault(FAULT_POINTS, text)).toThrow(UsageError);
  expect(() => readFault(FAULT_POINTS, text)).toThrow(`--fault ${text}`);
  expect(() => readFault(FAULT_POINTS, text)).toThrow(message);
  expect(() => readFault(FAULT_POINTS, text)).not.toThrow('\n');
});

it('shows every point, kind and operation in the table', () => {
  const lines = faultTable(FAULT_POINTS).split('\n');
  for (const [point, kinds] of Object.entries(FAULT_POINTS.points)) {
    for (const [kind, meaning] of Object.entries(kinds)) {
      expect(lines).toContainEqual(
        expect.stringMatching(new RegExp(`^${point} +${kind} +${meaning.slice(0, 20)}`)),
      );
    }
  }
  for (const operations of Object.values(FAULT_POINTS.operations)) {
    expect(faultTable(FAULT_POINTS)).toContain(operations.join(', '));
  }
});
