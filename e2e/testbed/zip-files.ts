// Changes files in the zip of a packaged function.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unpack } from '@immortal/archive';
import { buildZip } from '@immortal/archive/testing';

const MAX_BYTES = 262_144_000;

/** The files by their paths in the zip. */
export type Files = Map<string, Buffer>;

export async function changeZip(file: string, change: (files: Files) => void): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zip-'));
  try {
    await unpack([{ zip: readFileSync(file), subject: file }], folder, MAX_BYTES);
    const files = readFiles(folder);
    change(files);
    const entries = [...files].map(([name, data]) => ({ name, data, method: 8, mode: 0o100644 }));
    writeFileSync(file, buildZip(entries));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readFiles(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file)];
    }),
  );
}
