// The tasks that ECS knows: all that go on, and those that have stopped lately.
import type { Task } from './task';

/**
 * ECS forgets a stopped task after an hour or so; here thousands may stop in one.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
export const MAX_KNOWN_TASKS = 20_000;

export class TaskStore {
  /** In the order in which they were launched. */
  private readonly byId = new Map<string, Task>();

  get all(): readonly Task[] {
    return [...this.byId.values()];
  }

  get(id: string): Task | undefined {
    return this.byId.get(id);
  }

  /** When there are too many, the oldest that has stopped is forgotten. */
  add(task: Task): void {
    this.byId.set(task.id, task);
    if (this.byId.size <= MAX_KNOWN_TASKS) return;
    for (const { id, status } of this.byId.values()) {
      if (status !== 'STOPPED') continue;
      this.byId.delete(id);
      return;
    }
  }
}
