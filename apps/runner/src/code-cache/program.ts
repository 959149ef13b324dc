// Loads the bundled program, from V8's code cache if there is one.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

type Wrapper = (exports: object, require: NodeJS.Require, module: { exports: object }) => void;

const sourceIn = (folder: string) => path.join(folder, 'program.cjs');

/** @returns undefined if there is none; the program runs without it */
export function codeCacheIn(folder: string): Buffer | undefined {
  const file = path.join(folder, 'program.cache');
  return fs.existsSync(file) ? fs.readFileSync(file) : undefined;
}

/**
 * V8 accepts a code cache of the same version with the same flags, and otherwise compiles the source.
 *
 * @param folder of the bundle
 * @see https://nodejs.org/api/vm.html#new-vmscriptcode-options
 */
export function compileProgram(folder: string, codeCache: Buffer | undefined): Script {
  // esbuild writes ASCII.
  const source = fs.readFileSync(sourceIn(folder), 'latin1');
  return new Script(`(function (exports, require, module) {${source}\n})`, {
    filename: sourceIn(folder),
    ...(codeCache && { cachedData: codeCache }),
  });
}

export function runProgram(folder: string, program: Script): void {
  const module = { exports: {} };
  const wrapper = program.runInThisContext() as Wrapper;
  wrapper(module.exports, createRequire(sourceIn(folder)), module);
}
