// What has to be there before a run begins: the package, the runner, and its image if tasks are containers.
import { assertEngine, buildTaskImage } from './task-image';
import { build, ALWAYS_NEEDED } from './workspace';

/** What tasks run as. */
export const TASK_KINDS = ['process', 'docker'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What has to be there. */
export interface Needed {
  readonly tasks: TaskKind;
  /** The service is packaged by who deploys it. */
  readonly empty: boolean;
}

/**
 * @param onLine called with each line of progress
 * @param signal ends it early
 * @throws {UsageError} if something is missing or does not build
 */
export async function prepare(
  { tasks, empty }: Needed,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<{ readonly taskImage?: string }> {
  if (tasks === 'docker') await assertEngine();
  await build(empty ? ALWAYS_NEEDED : [...ALWAYS_NEEDED, 'service'], onLine, signal);
  return tasks === 'docker' ? { taskImage: await buildTaskImage(onLine) } : {};
}
