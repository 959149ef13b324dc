// A task as a container, on the Docker engine of this machine.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SessionCredentials } from '../../kernel/authentication/callers';
import type { Endpoint } from '../../kernel/child-environment';
import { containerArguments, type Engine } from './container-arguments';
import { Docker } from './docker';
import type { TaskHandle, TaskExit } from './task-handle';
import type { Task } from './task';
import { type ContainerVariables, containerVariables, withFile } from './container-variables';
import { taskEnvironment } from './task-environment';
import { OUT_OF_MEMORY } from './task-faults';

export interface TaskContainerOptions {
  readonly endpoint: Endpoint;
  /** Takes the place of an image that the engine does not have. */
  readonly image: string;
  readonly engine: Engine;
  /** The running instance's own. */
  readonly folder: string;
}

/** Every process but the container's first one and the shell itself. */
const KILL_ALL = 'kill -KILL -1';
/** The same, and spares the first child of the first process: the program that Docker's init has started. */
const KILL_BELOW_INIT = [
  'read -r program rest < /proc/1/task/1/children',
  'for folder in /proc/[0-9]*; do pid=${folder#/proc/}; case $pid in 1|$$|$program) ;; *) kill -KILL $pid ;; esac; done',
].join('; ');

/** Names the folder of the run that a container belongs to. */
const LABEL = 'immortal.local-cloud';
/** For the image that takes another's place: no root, no capabilities and no way to get any, nothing to write but its volumes. */
const HARDENED = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

export class TaskContainer implements TaskHandle {
  readonly ended: Promise<TaskExit>;

  private constructor(
    private readonly docker: Docker,
    private readonly name: string,
    private readonly hasInit: boolean,
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
      const settings = await argumentsFor(task, variables, docker, options);
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
    return new TaskContainer(docker, name, task.definition.container.isolation.init, onLine);
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
    return table.split('\n').length > (this.hasInit ? 3 : 2);
  }

  async killChildren(): Promise<void> {
    await this.docker
      .call('exec', this.name, '/bin/sh', '-c', this.hasInit ? KILL_BELOW_INIT : KILL_ALL)
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

/** What the engine of this machine can do. */
export async function readEngine(folder: string): Promise<Engine> {
  const format = '{{.CPUCfsQuota}} {{.NCPU}}';
  const info = await new Docker(folder).call('info', '--format', format);
  const [canLimit, processors] = info.split(' ');
  return { processors: canLimit === 'true' ? Number(processors) : undefined };
}

async function argumentsFor(
  task: Task,
  { inherited }: ContainerVariables,
  docker: Docker,
  { image, folder, engine }: TaskContainerOptions,
): Promise<string[]> {
  const { image: wanted } = task.definition.container;
  const hasWanted = await docker.hasImage(wanted);
  const fileSystems = path.join(folder, 'file-systems');
  const fromDefinition = await containerArguments(task, engine, (efs) =>
    task.fileSystems.folderOf(efs, fileSystems),
  );
  const command = task.containerOverride.command ?? task.definition.container.command;
  return [
    '--label',
    `${LABEL}=${folder}`,
    // The local cloud listens on this machine's own 127.0.0.1.
    '--network',
    'host',
    ...fromDefinition,
    ...(hasWanted ? [] : HARDENED),
    ...Object.keys(inherited).flatMap((name) => ['--env', name]),
    hasWanted ? wanted : image,
    ...command,
  ];
}

async function remove(docker: Docker, container: string): Promise<void> {
  await docker.call('rm', '--force', '--volumes', container).catch(() => undefined);
}
