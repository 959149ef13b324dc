// The bundled program, compiled by V8 from its source or from what V8 has compiled of it before.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

type Wrapper = (exports: object, require: NodeJS.Require, module: { exports: object }) => void;

const sourceIn = (folder: string) => path.join(folder, 'program.cjs');

/** Undefined if there is none: the program runs without it. */
export function codeCacheIn(folder: string): Buffer | undefined {
  const file = path.join(folder, 'program.cache');
  return fs.existsSync(file) ? fs.readFileSync(file) : undefined;
}

/**
 * V8 takes a code cache that a build of the same version with the same flags has made, and otherwise compiles the
 * source.
 *
 * @param folder of the bundle
 * @see https://nodejs.org/api/vm.html#new-vmscriptcode-options
 */
export function compileProgram(folder: string, codeCache: Buffer | undefined): Script {
  // ASCII, as esbuild writes it.
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
