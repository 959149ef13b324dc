// The flood: thousands of failures at once against a throttled RunTask, with faults in between. Nothing may be lost or doubled.
import { parseArgs } from 'node:util';
import { flood } from './flood';
import { describe } from './report';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    failures: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '100' },
  },
});

async function main(): Promise<void> {
  const [failures, rate] = [Number(values.failures), Number(values.rate)];
  if (![failures, rate].every((value) => Number.isInteger(value) && value > 0)) {
    process.stderr.write('flood: --failures and --rate take whole numbers from 1 on\n');
    process.exitCode = 1;
    return;
  }
  const result = await flood({
    failures,
    rate,
    onProgress: (launched, seconds) => {
      process.stderr.write(`${launched} of ${failures} launched after ${seconds.toFixed(0)} s\n`);
    },
  });
  process.stdout.write(`${values.json ? JSON.stringify(result) : describe(result)}\n`);
  process.exitCode = result.lost === 0 && result.duplicated === 0 ? 0 : 1;
}

void main();
