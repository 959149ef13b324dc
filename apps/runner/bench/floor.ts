// Measures the startup of Node.js alone, started as the limit, the runner and the runtime start it: the lower bound for
// each of them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { median } from './median';

/** Milliseconds from the start of a process to its first line. */
export interface Floor {
  /** Without modules, as the limit starts it. */
  readonly plainMs: number;
  /** With the modules for AWS calls, as the runner starts it. */
  readonly callerMs: number;
  /** From a shell, with a heap size and the ES module loader, as the runtime is started. */
  readonly runtimeMs: number;
}

const NODE = process.execPath;
const script = (name: string) => path.join(__dirname, 'floor', name);
/** The command of a bootstrap. With any V8 flag, Node.js does not use its built-in code cache. */
const WITH_HEAP_SIZE =
  'exec "$0" --expose-gc --max-semi-space-size=51 --max-old-space-size=921 "$1"';

const COMMANDS: Readonly<Record<keyof Floor, readonly [string, ...string[]]>> = {
  plainMs: [NODE, '-e', 'console.log(String(process.hrtime.bigint()))'],
  callerMs: [NODE, script('caller.cjs')],
  runtimeMs: ['sh', '-c', WITH_HEAP_SIZE, NODE, script('runtime.cjs')],
};

/** @param rounds each round measures all three in turn */
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
  // Without the developer's environment, as for all measured processes.
  const { stdout } = spawnSync(file, args, { encoding: 'utf8', env: {} });
  return Number(BigInt(stdout.trim()) - start) / 1e6;
}
