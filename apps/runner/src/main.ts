// The runner: runs one Lambda function once, on one event, in this process's container. This file wires the process.
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT_CODES } from './exit-codes';
import { oomKills } from './oom-kills';
import { run } from './run';
import { firstStopSignal } from './stop-signals';

// If all else fails and the process just runs dry, that is no success.
process.exitCode = EXIT_CODES.refused;

/** Nobody can be told that stdout is gone; the exit code still tells the end. */
process.stdout.on('error', () => undefined);

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
  write: (line) =>
    new Promise((resolve) => {
      process.stdout.write(`${line}\n`, () => {
        resolve();
      });
    }),
  oomKills: () => oomKills(),
  atExit: (farewell) => process.once('exit', farewell),
}).then((code) => process.exit(code));
