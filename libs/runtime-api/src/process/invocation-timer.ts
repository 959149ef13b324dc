// The timeout of one invocation.
import { type Outcome } from '../invocation';

/** Starts once, and stops. */
export class InvocationTimer {
  readonly over: Promise<Extract<Outcome, { kind: 'timeout' }>>;
  private expire: () => void = () => undefined;
  private timers: NodeJS.Timeout[] = [];
  private started = false;

  constructor(private readonly timeoutMs: number | undefined) {
    this.over = new Promise((resolve) => {
      this.expire = () => {
        resolve({ kind: 'timeout', timeoutMs: timeoutMs ?? 0 });
      };
    });
  }

  start(): void {
    if (this.started || this.timeoutMs === undefined) return;
    this.started = true;
    this.timers.push(setTimeout(this.expire, this.timeoutMs));
  }

  startAfter(ms: number | undefined): void {
    if (ms !== undefined) this.timers.push(setTimeout(this.start.bind(this), ms));
  }

  stop(): void {
    this.started = true;
    this.timers.forEach(clearTimeout);
  }
}
