// Lambda's message for a runtime that exited without a response: people search for it.
import { type Outcome } from '../invocation';

/** Signal names in Lambda's messages, which come from Go: https://pkg.go.dev/syscall#Signal.String */
const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGHUP: 'hangup',
  SIGINT: 'interrupt',
  SIGQUIT: 'quit',
  SIGILL: 'illegal instruction',
  SIGTRAP: 'trace/breakpoint trap',
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

/**
 * @example
 * exitMessage({ kind: 'exit', code: null, signal: 'SIGABRT' }) // 'Runtime exited with error: signal: aborted'
 */
export function exitMessage({ code, signal }: Extract<Outcome, { kind: 'exit' }>): string {
  if (signal !== null) return `Runtime exited with error: signal: ${SIGNALS[signal] ?? signal}`;
  return code === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${String(code)}`;
}
