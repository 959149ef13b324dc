// Calls the Docker client with the developer's own settings.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { forEachLine } from '@immortal/runtime-api';

/** Calls the client on behalf of one run of the local cloud. */
export class Docker {
  private readonly client = process.env['DOCKER'] ?? 'docker';
  private readonly env: NodeJS.ProcessEnv;

  /** @param marker the folder of the run, by which left-over processes are found */
  constructor(marker: string) {
    this.env = { ...process.env, IMMORTAL_LOCAL_CLOUD: marker };
  }

  /** @returns what it prints; @throws {Error} with what it complains of */
  async call(...args: string[]): Promise<string> {
    return this.callWith({}, ...args);
  }

  /** @param variables for the client alone, which passes on those that are named by `--env NAME` */
  async callWith(variables: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
    try {
      const env = { ...this.env, ...variables };
      const { stdout } = await promisify(execFile)(this.client, args, { env });
      return stdout.trim();
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      throw new Error(lastLine(stderr) ?? message, { cause: error });
    }
  }

  /** Whether the engine has an image, without asking a registry. */
  hasImage(name: string): Promise<boolean> {
    const inspected = this.call('image', 'inspect', '--format', '{{.Id}}', name);
    return inspected.then(
      () => true,
      () => false,
    );
  }

  /** Passes on every line that a container writes. Resolves when it has ended. */
  async follow(container: string, onLine: (line: string) => void): Promise<void> {
    const child = spawn(this.client, ['logs', '--follow', container], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C is for the local cloud, which then stops its tasks.
      detached: true,
    });
    await Promise.all([child.stdout, child.stderr].map((one) => forEachLine(one, onLine)));
  }
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim() || undefined;
}
