// What Node.js alone takes to its first line: the runner needs it twice, for itself and for the runtime.
import { spawnSync } from 'node:child_process';
import { median } from './median';

export interface BareNode {
  readonly plainMs: number;
  /** With the size of the heap, as AWS's bootstrap gives it: any flag of V8 makes Node.js drop its own code cache. */
  readonly sizedMs: number;
}

const ROUNDS = 9;
/** It loads what every runtime needs. */
const FIRST_LINE = "require('node:http'); console.log(String(process.hrtime.bigint()))";

export function measureBareNode(): BareNode {
  const plain: number[] = [];
  const sized: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    plain.push(startMs([]));
    sized.push(startMs(['--max-old-space-size=900']));
  }
  return { plainMs: Math.round(median(plain)), sizedMs: Math.round(median(sized)) };
}

function startMs(flags: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { stdout } = spawnSync(process.execPath, [...flags, '-e', FIRST_LINE], {
    encoding: 'utf8',
    // Without what a developer's environment may tell Node.js, as everybody here.
    env: {},
  });
  return Number(BigInt(stdout.trim()) - start) / 1e6;
}
