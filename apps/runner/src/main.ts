// The runner: runs one Lambda function once, on one event, in this process's container. This file wires the process.
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT_CODES } from '@immortal/shared';
import { isSameFile, Log } from './report/log';
import { oomKills } from './serve/oom-kills';
import { run } from './run';
import { firstStopSignal } from './serve/stop-signals';

// If all else fails and the process just runs dry, that is no success.
process.exitCode = EXIT_CODES.refused;

/** Nobody can be told that stdout is gone; the exit code still tells the end. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Without a listener, Node.js opens its inspector to whoever sends this, which the function can: https://nodejs.org/api/process.html#signal-events */
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
  // Not by `performance`, which takes 1 ms to load.
  now: () => process.uptime() * 1000,
  date: () => new Date(),
  random: Math.random,
  sleep,
  log: new Log(process.stdout, process.stderr, isSameFile(1, 2)),
  oomKills: () => oomKills(),
  atExit: (farewell) => process.once('exit', farewell),
}).then((code) => process.exit(code));
