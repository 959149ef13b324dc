// The three measured functions. Their zips consist of generated source text and are the same on every machine.
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildZip, type ZipEntry } from '@immortal/archive/testing';

export interface Zip {
  readonly name: 'small' | 'medium' | 'large';
  /** The number of files besides the handler's. */
  readonly files: number;
  /** The size of each file before compression, which reduces it to about a third. */
  readonly fileBytes: number;
  /** A slow case runs in fewer rounds. */
  readonly shareOfRounds: number;
  readonly targets: {
    /** The runner's time relative to the article's. */
    readonly article: number;
    /** The runner's time relative to the limit's. */
    readonly limit: number;
    readonly maxRssMb?: number;
  };
}

/** 70 KB; 2 MB; 45 MB with 15,000 files. */
export const ZIPS: readonly Zip[] = [
  {
    name: 'small',
    files: 1,
    fileBytes: 216_000,
    shareOfRounds: 1,
    targets: { article: 0.5, limit: 2.2 },
  },
  {
    name: 'medium',
    files: 400,
    fileBytes: 13_600,
    shareOfRounds: 1,
    targets: { article: 0.4, limit: 1.7 },
  },
  {
    name: 'large',
    files: 15_000,
    fileBytes: 8_000,
    shareOfRounds: 1 / 3,
    targets: { article: 0.2, limit: 0.9, maxRssMb: 250 },
  },
];

/**
 * The handler's first line reads the clock. Then it prints that time and the peak memory of the process that started it:
 * of the runner, which is the runtime's parent, or of this process.
 */
const HANDLER = `exports.handler = async () => {
  const at = process.hrtime.bigint();
  const fs = require('node:fs');
  const pid = process.env.AWS_LAMBDA_RUNTIME_API ? process.ppid : process.pid;
  const status = fs.existsSync('/proc') ? fs.readFileSync('/proc/' + pid + '/status', 'utf8') : '';
  const [, kilobytes = '0'] = /VmHWM:\\s+(\\d+) kB/.exec(status) ?? [];
  fs.writeSync(1, 'HANDLER ' + at + ' ' + kilobytes + '\\n');
};
`;
/** Increase it when the generated zips change. */
const EDITION = 2;

/** @returns the path of the zip, which is created if it is missing */
export function zipFile({ name, files, fileBytes }: Zip, folder: string): string {
  const file = path.join(folder, `${name}-${files}-${fileBytes}-${EDITION}.zip`);
  if (existsSync(file)) return file;
  const random = generator();
  const defaults = { method: 8, mode: 0o100644 };
  const entries: ZipEntry[] = [{ ...defaults, name: 'index.js', data: HANDLER }];
  for (let index = 0; index < files; index += 1) {
    const folderOfFile = `node_modules/package-${Math.floor(index / 30)}`;
    const data = sourceText(fileBytes, random);
    entries.push({ ...defaults, name: `${folderOfFile}/lib/file-${index}.js`, data });
  }
  writeFileSync(`${file}.draft`, buildZip(entries));
  renameSync(`${file}.draft`, file);
  return file;
}

const WORDS = 500;

/** Lines like source code: a few frequent words and many rare ones. */
function sourceText(bytes: number, random: () => number): string {
  const word = () => `w${Math.floor(random() ** 4 * WORDS).toString(36)}`;
  const lines: string[] = [];
  let length = 0;
  while (length < bytes) {
    const line = `const ${word()}${word()} = ${word()}.${word()}(${word()}, ${Math.floor(random() * 1000)});`;
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n');
}

/** A linear congruential generator with the constants of Numerical Recipes. */
function generator(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
