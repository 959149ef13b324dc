// One container of the runner, started as ECS starts it.
import { setTimeout as sleep } from 'node:timers/promises';
import { docker, inspect, logs } from './docker';
import { type Differences, optionsOfTaskDefinition } from './task-definition';

export interface ContainerOptions {
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
  /** Without swap. */
  readonly memoryMb: number;
  /** Differences from the task definition. */
  readonly differences?: Differences;
}

export interface Ended {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** stdout, where the function and the runner write. */
  readonly lines: readonly string[];
  readonly stderr: string;
  /** The runner's last line. */
  readonly end: Record<string, unknown>;
}

interface State {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly OOMKilled: boolean;
}

const POLL_MS = 50;
const started = new Set<string>();

export class Container {
  private constructor(readonly id: string) {}

  static async start(options: ContainerOptions): Promise<Container> {
    const { image, env, memoryMb, differences } = options;
    const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const limits = ['--memory', `${memoryMb}m`, '--memory-swap', `${memoryMb}m`];
    const definition = optionsOfTaskDefinition(differences);
    const id = await docker(
      'run',
      '--detach',
      '--network',
      'host',
      ...definition,
      ...limits,
      ...variables,
      image,
    );
    started.add(id);
    return new Container(id);
  }

  /** Resolves when a line ends with this text. */
  async printed(text: string): Promise<void> {
    while (!(await this.lines()).some((line) => line.endsWith(text))) {
      if (!(await this.state()).Running) throw new Error(`It ended without the line ${text}.`);
      await sleep(POLL_MS);
    }
  }

  /** As ECS stops it: SIGTERM, and SIGKILL after the timeout. */
  async stop(timeoutSeconds: number): Promise<Ended> {
    await docker('stop', '--time', String(timeoutSeconds), this.id);
    return this.ended();
  }

  async ended(): Promise<Ended> {
    await docker('wait', this.id);
    const { ExitCode, OOMKilled } = await this.state();
    const { stderr } = await logs(this.id);
    const lines = await this.lines();
    const last = lines.at(-1) ?? '';
    return {
      exitCode: ExitCode,
      outOfMemory: OOMKilled,
      lines,
      stderr,
      end: (last.startsWith('{') ? JSON.parse(last) : {}) as Record<string, unknown>,
    };
  }

  private state(): Promise<State> {
    return inspect<State>(this.id, '.State');
  }

  private async lines(): Promise<string[]> {
    const { stdout } = await logs(this.id);
    return stdout.trim().split('\n');
  }
}

/** Removes every container of this suite with its volumes, running or not. */
export async function removeContainers(): Promise<void> {
  const ids = [...started];
  started.clear();
  if (ids.length > 0) await docker('rm', '--force', '--volumes', ...ids);
}
