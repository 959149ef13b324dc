// A task as a process: the runner, told by its environment alone that it is not in a container.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { forEachLine } from '@immortal/runtime-api';
import { awsEnvironment, type Endpoint, programPath } from '../child-environment';
import type { Task } from './task';

export interface TaskProcessOptions {
  readonly endpoint: Endpoint;
  /** The bundled runner: what the image of a container would start. */
  readonly runnerFile: string;
  /** The folder with the `bootstrap` that stands in for AWS's runtime. */
  readonly runtimeDir: string;
  /** The running instance's own. */
  readonly folder: string;
}

/** Where a task finds its metadata, below the origin. */
export const METADATA_PATH = '/_local/ecs/v4/';

export class TaskProcess {
  private readonly exited: Promise<number>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly output: Promise<unknown>,
  ) {
    this.exited = once(child, 'exit').then(([code, signal]) =>
      exitCodeOf(code as number | null, signal as NodeJS.Signals | null),
    );
  }

  /** @throws if the process can't be started */
  static async start(
    task: Task,
    options: TaskProcessOptions,
    onLine: (line: string) => void,
  ): Promise<TaskProcess> {
    const child = spawn(process.execPath, [options.runnerFile], {
      cwd: options.folder,
      env: environmentOf(task, options),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const output = Promise.all([child.stdout, child.stderr].map((one) => forEachLine(one, onLine)));
    await once(child, 'spawn');
    return new TaskProcess(child, output);
  }

  /** Resolves with the exit code when the process has ended and its output is passed on. */
  async ended(): Promise<number> {
    const exitCode = await this.exited;
    await this.output;
    return exitCode;
  }

  /** As ECS stops a container: SIGTERM to its first process, SIGKILL when the time is over. */
  async stop(timeoutSeconds: number): Promise<void> {
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), timeoutSeconds * 1000);
    await this.exited;
    clearTimeout(killer);
  }
}

function environmentOf(task: Task, options: TaskProcessOptions): Record<string, string> {
  const folder = path.join(options.folder, 'tasks', task.id);
  mkdirSync(folder, { recursive: true });
  const [container] = task.definition.containers;
  const overrides = task.input.overrides?.containerOverrides ?? [];
  const overriding = overrides.find(({ name }) => name === container?.name)?.environment ?? [];
  return {
    PATH: programPath(),
    ...awsEnvironment(options.endpoint),
    LAMBDA_TASK_ROOT: path.join(folder, 'task'),
    LAMBDA_RUNTIME_DIR: options.runtimeDir,
    RUNNER_OPT_DIR: path.join(folder, 'opt'),
    ECS_CONTAINER_METADATA_URI_V4: `${options.endpoint.origin}${METADATA_PATH}${task.id}`,
    ...container?.environment,
    ...Object.fromEntries(overriding.map(({ name, value }) => [name, value])),
  };
}

function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]);
}
