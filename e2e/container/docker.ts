// The Docker client, called as a user calls it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const CLIENT = process.env['DOCKER'] ?? 'docker';
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** @returns its stdout; @throws if it exits with a code other than 0 */
export async function docker(...args: string[]): Promise<string> {
  return run(CLIENT, args);
}

/** @returns its stdout; @throws if it exits with a code other than 0 */
export async function run(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, { env, maxBuffer: MAX_OUTPUT_BYTES });
  return stdout.trim();
}

/** The output of a container, from its log driver. */
export async function logs(id: string): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(CLIENT, ['logs', id], { maxBuffer: MAX_OUTPUT_BYTES });
}

/** One field of `docker inspect`, such as `.State`. */
export async function inspect<T>(id: string, what: string): Promise<T> {
  return JSON.parse(await docker('inspect', '--format', `{{json ${what}}}`, id)) as T;
}
