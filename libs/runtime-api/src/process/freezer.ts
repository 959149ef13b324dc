// Freezes a runtime between invocations, as Lambda does: work that the function did not await continues with the next
// invocation. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
import { type ChildProcess, spawn } from 'node:child_process';
import { signalGroup } from './process-group';

/** Kills the process group when its own input ends, unless it has read a line. */
const GUARD = 'read -r done || kill -KILL "-$0"';

export class Freezer {
  /** From {@link freeze} to {@link thaw}. */
  isFrozen = false;
  private guard: ChildProcess | undefined;

  /** @param group the runtime's process group */
  constructor(private readonly group: number) {}

  freeze(): void {
    this.guard ??= startGuard(this.group);
    this.isFrozen = true;
    signalGroup(this.group, 'SIGSTOP');
  }

  thaw(): void {
    if (this.isFrozen) signalGroup(this.group, 'SIGCONT');
    this.isFrozen = false;
  }

  /** Call it when the runtime has ended. */
  dispose(): void {
    this.guard?.stdin?.end('\n');
  }
}

/**
 * A frozen process can't notice that its supervisor is gone. The guard does: its input ends even if the supervisor was
 * killed.
 */
function startGuard(group: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', GUARD, String(group)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    // A signal to this process's group, such as Ctrl-C, must not reach the guard.
    detached: true,
  });
  // The runtime is frozen even without a guard.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return guard;
}
