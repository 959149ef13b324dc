// A task as a process of this machine: the program that its image would start.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { forEachLine } from '@immortal/runtime-api';
import type { SessionCredentials } from '../../kernel/authentication/callers';
import { type Endpoint, programPath } from '../../kernel/child-environment';
import { killProcessesOf, processesWith } from '../../kernel/processes';
import { NotStartedError, type TaskExit, type TaskHandle } from './task-handle';
import type { Task } from './task';
import { taskEnvironment } from './task-environment';

/** What a task runs where there is no container. */
export interface TaskProgram {
  /** A script for Node.js, which gets the container's command as its arguments. */
  readonly file: string;
  /** Its variables in place of those of the image. */
  readonly variablesIn: (folder: string) => Readonly<Record<string, string>>;
}

export interface TaskProcessOptions {
  readonly endpoint: Endpoint;
  readonly program: TaskProgram;
  /** The running instance's own. */
  readonly folder: string;
}

export class TaskProcess implements TaskHandle {
  readonly ended: Promise<TaskExit>;
  private readonly exited: Promise<number>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    output: Promise<unknown>,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
      });
    });
    this.ended = this.cleanUp(output);
  }

  /** @throws if the process can't be started */
  static async start(
    task: Task,
    credentials: SessionCredentials,
    options: TaskProcessOptions,
    onLine: (line: string) => void,
  ): Promise<TaskProcess> {
    assertNoFileSystem(task);
    const folder = path.join(options.folder, 'tasks', task.id);
    await mkdir(folder, { recursive: true });
    const command = task.containerOverride.command ?? task.definition.container.command;
    const child = spawn(process.execPath, [options.program.file, ...command], {
      cwd: folder,
      env: environmentOf(task, credentials, folder, options),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const output = Promise.all([child.stdout, child.stderr].map((one) => forEachLine(one, onLine)));
    await once(child, 'spawn');
    return new TaskProcess(child, folder, output);
  }

  stop(timeoutSeconds: number): void {
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), timeoutSeconds * 1000);
    void this.exited.then(() => {
      clearTimeout(killer);
    });
  }

  kill(): Promise<void> {
    return killProcessesOf(this.folder);
  }

  async hasChildren(): Promise<boolean> {
    return (await processesWith(this.folder)).some((pid) => pid !== this.child.pid);
  }

  async killChildren(): Promise<void> {
    await killProcessesOf(this.folder, this.child.pid);
  }

  /** A container ends with its first process, whatever else runs in it. */
  private async cleanUp(output: Promise<unknown>): Promise<TaskExit> {
    const exitCode = await this.exited;
    await killProcessesOf(this.folder);
    await output;
    await rm(this.folder, { recursive: true, force: true });
    return { exitCode };
  }
}

/** @throws {NotStartedError} because a process can't have a folder of its own at a path such as /mnt/data */
function assertNoFileSystem({ definition: { container } }: Task): void {
  const mount = container.mounts.find(({ volume }) => volume.efs !== undefined);
  if (mount === undefined) return;
  throw new NotStartedError(
    `ResourceInitializationError: the file system at ${mount.path} (volume ${mount.volume.name}) can't be mounted in a task that is a process of this machine. Run tasks as containers: --tasks docker`,
  );
}

function environmentOf(
  task: Task,
  credentials: SessionCredentials,
  folder: string,
  { endpoint, program }: TaskProcessOptions,
): Record<string, string> {
  return {
    PATH: programPath(),
    ...program.variablesIn(folder),
    ...taskEnvironment(task, endpoint, credentials),
  };
}
