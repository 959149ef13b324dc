// The flood: thousands of failures at once against a throttled RunTask, with faults in between. Nothing may be lost or doubled.
import { flood } from './flood';
import { type Options, optionsOf, USAGE, UsageError } from './options';
import { describe } from './report';

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (options) await run(options);
  else process.stdout.write(`${USAGE}\n`);
}

async function run({ failures, rate, json }: Options): Promise<void> {
  const result = await flood({
    failures,
    rate,
    onProgress: (launched, seconds) => {
      process.stderr.write(`${launched} of ${failures} launched after ${seconds.toFixed(0)} s\n`);
    },
  });
  process.stdout.write(`${json ? JSON.stringify(result) : describe(result)}\n`);
  process.exitCode = result.lost === 0 && result.duplicated === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`flood: ${error.message}\n`);
  process.exitCode = 1;
});
