// The runner's entry point: runs one Lambda function once, on one event, in this container.
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT_CODES } from '@immortal/shared';
import { isSameFile, Log } from './report/log';
import { run } from './run';
import { oomKills } from './serve/oom-kills';
import { firstStopSignal } from './serve/stop-signals';

// A process that ends without a result has not succeeded.
process.exitCode = EXIT_CODES.refused;

/** A closed log can't be reported anywhere; the exit code still says how the run ended. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Without a listener, SIGUSR1 opens Node's inspector, and the function could send it: https://nodejs.org/api/process.html#signal-events */
process.on('SIGUSR1', () => undefined);

const crash = new Promise<never>((_resolve, reject) => {
  process.on('uncaughtException', reject);
  process.once('beforeExit', () => {
    reject(new Error('Nothing is left to wait for, and the function has not ended.'));
  });
});

void run({
  argv: process.argv.slice(2),
  env: process.env,
  arch: process.arch,
  stopSignal: firstStopSignal(process),
  crash,
  // `performance` would take 1 ms to load.
  now: () => process.uptime() * 1000,
  date: () => new Date(),
  random: Math.random,
  sleep,
  log: new Log(process.stdout, process.stderr, isSameFile(1, 2)),
  oomKills: () => oomKills(),
  atExit: (callback) => process.once('exit', callback),
}).then((code) => process.exit(code));
