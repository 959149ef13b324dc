// Freezes a runtime between two invocations, as Lambda does: what the function has begun and not awaited goes on when
// the next event comes, and not before. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
import { type ChildProcess, spawn } from 'node:child_process';
import { signalGroup } from './process-group';

/** Ends the group when its input does, unless a line says that this is not needed any more. */
const GUARD = 'read -r done || kill -KILL "-$0"';

export class Freezer {
  /** Since {@link freeze}, until {@link thaw}. */
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

  /** The runtime has ended. */
  dispose(): void {
    this.guard?.stdin?.end('\n');
  }
}

/**
 * A process that is frozen can't notice that the one which would thaw it is gone. This one does, by the end of its
 * input, also when that was killed.
 */
function startGuard(group: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', GUARD, String(group)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    // What ends this process by its group, Ctrl-C for example, must not end the guard before it.
    detached: true,
  });
  // Without one, the runtime is frozen all the same.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return guard;
}
