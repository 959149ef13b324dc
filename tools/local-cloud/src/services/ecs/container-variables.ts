// How a container gets its variables, events and credentials among them, without showing them in a command line, which every
// user of the machine can read.
import { rm, writeFile } from 'node:fs/promises';

export interface ContainerVariables {
  /** The text of a file for `--env-file`, which takes a line as it is. */
  readonly file: string;
  /** What a line can't hold, for `--env NAME`, which takes the value from the client's own environment. */
  readonly inherited: Readonly<Record<string, string>>;
}

/** The client reads no longer lines than 64 KiB. */
const MAX_LINE_BYTES = 32_768;

export function containerVariables(all: Readonly<Record<string, string>>): ContainerVariables {
  const entries = Object.entries(all);
  const isOneLine = ([, value]: [string, string]) =>
    !/[\r\n]/.test(value) && Buffer.byteLength(value) <= MAX_LINE_BYTES;
  const lines = entries.filter(isOneLine).map(([name, value]) => `${name}=${value}\n`);
  const inherited = entries.filter((entry) => !isOneLine(entry));
  return { file: lines.join(''), inherited: Object.fromEntries(inherited) };
}

/** Writes a file that no other user can read, and removes it when it has been used. */
export async function withFile<Result>(
  file: string,
  text: string,
  use: (file: string) => Promise<Result>,
): Promise<Result> {
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  try {
    return await use(file);
  } finally {
    await rm(file, { force: true });
  }
}
