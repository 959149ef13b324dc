// What a task runs as a process: the runner, told by its environment alone that it is not in a container.
import path from 'node:path';
import type { TaskProgram } from '../services/ecs/task-process';

export interface RunnerFiles {
  /** The bundled runner: what the image of a container would start. */
  readonly runnerFile: string;
  /** The folder with the `bootstrap` that takes the place of AWS's runtime. */
  readonly runtimeDir: string;
}

export function runnerProgram({ runnerFile, runtimeDir }: RunnerFiles): TaskProgram {
  return {
    file: runnerFile,
    variablesIn: (folder) => ({
      LAMBDA_TASK_ROOT: path.join(folder, 'task'),
      LAMBDA_RUNTIME_DIR: runtimeDir,
      RUNNER_OPT_DIR: path.join(folder, 'opt'),
    }),
  };
}
