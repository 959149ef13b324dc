// What Node.js alone takes to its first line, started as the limit, the runner and the runtime start it: no code of ours
// can be faster than that.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { median } from './median';

/** Milliseconds from the start of a process to its first line. */
export interface Floor {
  /** With nothing loaded: the limit's. */
  readonly plainMs: number;
  /** With the modules that a call of AWS takes: the runner's. */
  readonly callerMs: number;
  /** From a shell, with the size of the heap, and with the loader of handlers: the runtime's. */
  readonly runtimeMs: number;
}

const NODE = process.execPath;
const script = (name: string) => path.join(__dirname, 'floor', name);
/** As a bootstrap does it. Any flag of V8 makes Node.js drop its own code cache. */
const SIZED = 'exec "$0" --expose-gc --max-semi-space-size=51 --max-old-space-size=921 "$1"';

const COMMANDS: Readonly<Record<keyof Floor, readonly [string, ...string[]]>> = {
  plainMs: [NODE, '-e', 'console.log(String(process.hrtime.bigint()))'],
  callerMs: [NODE, script('caller.cjs')],
  runtimeMs: ['sh', '-c', SIZED, NODE, script('runtime.cjs')],
};

/** @param rounds in each of which all are measured in turn */
export function measureFloor(rounds: number): Floor {
  const names = Object.keys(COMMANDS) as (keyof Floor)[];
  const all = Array.from({ length: rounds }, () =>
    Object.fromEntries(names.map((name) => [name, startMs(COMMANDS[name])])),
  );
  const of = (name: keyof Floor) => Math.round(median(all.map((one) => one[name] ?? 0)));
  return { plainMs: of('plainMs'), callerMs: of('callerMs'), runtimeMs: of('runtimeMs') };
}

function startMs([file, ...args]: readonly [string, ...string[]]): number {
  const start = process.hrtime.bigint();
  // Without what a developer's environment may tell Node.js, as everybody here.
  const { stdout } = spawnSync(file, args, { encoding: 'utf8', env: {} });
  return Number(BigInt(stdout.trim()) - start) / 1e6;
}
