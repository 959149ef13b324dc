// A task as a container, on the Docker engine of this machine.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SessionCredentials } from '../../kernel/authentication/callers';
import type { Endpoint } from '../../kernel/child-environment';
import { Docker } from './docker';
import type { TaskHandle, TaskExit } from './task-handle';
import type { Task } from './task';
import { type ContainerVariables, containerVariables, withFile } from './container-variables';
import { taskEnvironment } from './task-environment';
import { OUT_OF_MEMORY } from './task-faults';

export interface TaskContainerOptions {
  readonly endpoint: Endpoint;
  readonly image: string;
  /** The running instance's own. */
  readonly folder: string;
}

/** Names the folder of the run that a container belongs to. */
const LABEL = 'immortal.local-cloud';
/** No root, no capabilities and no way to get any, nothing to write but the volumes of the image. */
const HARDENED = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

export class TaskContainer implements TaskHandle {
  readonly ended: Promise<TaskExit>;

  private constructor(
    private readonly docker: Docker,
    private readonly name: string,
    onLine: (line: string) => void,
  ) {
    this.ended = this.live(onLine);
  }

  /** @throws if the container can't be started; nothing of it is left then */
  static async start(
    task: Task,
    credentials: SessionCredentials,
    options: TaskContainerOptions,
    onLine: (line: string) => void,
  ): Promise<TaskContainer> {
    const docker = new Docker(options.folder);
    const name = `immortal-${task.id}`;
    try {
      const variables = containerVariables(taskEnvironment(task, options.endpoint, credentials));
      const settings = argumentsFor(task, variables, options);
      await withFile(path.join(options.folder, `${name}.env`), variables.file, (file) =>
        docker.callWith(
          variables.inherited,
          'run',
          '--detach',
          '--name',
          name,
          '--env-file',
          file,
          ...settings,
        ),
      );
    } catch (error) {
      await remove(docker, name);
      throw error;
    }
    return new TaskContainer(docker, name, onLine);
  }

  stop(timeoutSeconds: number): void {
    // One that has just ended by itself needs no stopping.
    this.docker.call('stop', '-t', String(timeoutSeconds), this.name).catch(() => undefined);
  }

  async kill(): Promise<void> {
    // As with stopping.
    await this.docker.call('kill', this.name).catch(() => undefined);
  }

  async hasChildren(): Promise<boolean> {
    // A header, and a line for each process. One that has just ended has none.
    const table = await this.docker.call('top', this.name, '-o', 'pid').catch(() => '');
    return table.split('\n').length > 2;
  }

  async killChildren(): Promise<void> {
    // -1 is every process but the container's first one and the shell itself.
    await this.docker
      .call('exec', this.name, '/bin/sh', '-c', 'kill -KILL -1')
      .catch(() => undefined);
  }

  private async live(onLine: (line: string) => void): Promise<TaskExit> {
    const output = this.docker.follow(this.name, onLine);
    try {
      const exitCode = Number(await this.docker.call('wait', this.name));
      await output;
      const state = await this.docker.call('inspect', '-f', '{{.State.OOMKilled}}', this.name);
      return { exitCode, ...(state === 'true' && { reason: OUT_OF_MEMORY }) };
    } finally {
      await remove(this.docker, this.name);
    }
  }
}

/** Removes what runs of the local cloud that were killed have left on the engine. */
export async function sweepContainers(folder: string): Promise<void> {
  const docker = new Docker(folder);
  const format = `{{.ID}} {{.Label "${LABEL}"}}`;
  const found = await docker.call('ps', '--all', '--filter', `label=${LABEL}`, '--format', format);
  for (const line of found.split('\n')) {
    const [id = '', owner = ''] = line.split(' ');
    // Other users' runs are not ours to judge.
    const isOurs = path.dirname(owner) === path.dirname(folder);
    if (isOurs && !existsSync(owner)) await remove(docker, id);
  }
}

function argumentsFor(
  task: Task,
  { inherited }: ContainerVariables,
  { image, folder }: TaskContainerOptions,
): string[] {
  const command = task.containerOverride.command ?? task.definition.container.command;
  return [
    '--label',
    `${LABEL}=${folder}`,
    // The local cloud listens on this machine's own 127.0.0.1.
    '--network',
    'host',
    ...HARDENED,
    '--memory',
    `${task.memory}m`,
    '--memory-swap',
    `${task.memory}m`,
    ...Object.keys(inherited).flatMap((name) => ['--env', name]),
    image,
    ...command,
  ];
}

async function remove(docker: Docker, container: string): Promise<void> {
  await docker.call('rm', '--force', '--volumes', container).catch(() => undefined);
}
