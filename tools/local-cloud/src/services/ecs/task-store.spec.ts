import { TaskStore, MAX_KNOWN_TASKS } from './task-store';
import { Task, type TaskSurroundings } from './task';
import type { TaskDefinition } from './task-definitions';

const CLUSTER = 'arn:aws:ecs:eu-west-1:000000000000:cluster/one';

function launch(tasks: TaskStore, id: string): Task {
  const task = new Task(
    `arn:aws:ecs:eu-west-1:0:task/one/${id}`,
    CLUSTER,
    {} as TaskDefinition,
    {},
    {} as TaskSurroundings,
  );
  tasks.add(task);
  return task;
}

it('forgets the oldest stopped task if there are too many, and never a running one', () => {
  const tasks = new TaskStore();
  launch(tasks, 'goes-on');
  launch(tasks, 'stopped').status = 'STOPPED';
  for (let count = 2; count < MAX_KNOWN_TASKS; count += 1) launch(tasks, `task-${count}`);
  expect(tasks.get('stopped')).toBeDefined();
  launch(tasks, 'one-more');
  expect(tasks.get('stopped')).toBeUndefined();
  expect(tasks.get('goes-on')).toBeDefined();
  expect(tasks.all).toHaveLength(MAX_KNOWN_TASKS);
});
