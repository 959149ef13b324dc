// The load test: thousands of failures at once against a throttled RunTask, with faults in between. No event may be lost or
// handled twice.
import { runCommand } from '@immortal/shared/command-line';
import { flood } from './flood';
import { type Options, optionsOf, USAGE } from './options';
import { describe } from './report';

runCommand('flood', async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options) return run(options);
  process.stdout.write(`${USAGE}\n`);
  return 0;
});

async function run({ failures, rate, json }: Options): Promise<number> {
  const result = await flood({
    failures,
    rate,
    onProgress: (launched, seconds) => {
      process.stderr.write(`${launched} of ${failures} launched after ${seconds.toFixed(0)} s\n`);
    },
  });
  process.stdout.write(`${json ? JSON.stringify(result) : describe(result)}\n`);
  return result.lost === 0 && result.duplicated === 0 ? 0 : 1;
}
