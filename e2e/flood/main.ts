// The load test: thousands of failures at once against a throttled RunTask, with faults in between. No event may be lost or
// handled twice.
import { runCommand } from '@immortal/shared/command-line';
import { flood } from './flood';
import { floodWithLayers } from './layers';
import { type Options, optionsOf, USAGE } from './options';
import { describe, describeLayers } from './report';

/** A quota of Lambda: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests */
const CALLS_PER_SECOND = 15;
/** RUNNER_PREPARE_SECONDS of a runner that does not set it. */
const PREPARE_SECONDS = 600;

runCommand('flood', async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options) return options.layers > 0 ? runWithLayers(options) : run(options);
  process.stdout.write(`${USAGE}\n`);
  return 0;
});

async function run({ failures, rate, json }: Options): Promise<number> {
  const result = await flood({
    failures,
    rate,
    onProgress: report(failures, 'launched'),
  });
  process.stdout.write(`${json ? JSON.stringify(result) : describe(result)}\n`);
  return result.lost === 0 && result.duplicated === 0 ? 0 : 1;
}

async function runWithLayers({ failures, layers, json }: Options): Promise<number> {
  const result = await floodWithLayers({
    failures,
    layers,
    callsPerSecond: CALLS_PER_SECOND,
    prepareSeconds: PREPARE_SECONDS,
    onProgress: report(failures, 'rescued'),
  });
  process.stdout.write(`${json ? JSON.stringify(result) : describeLayers(result)}\n`);
  return result.parked === 0 && result.succeeded === failures ? 0 : 1;
}

function report(failures: number, what: string): (count: number, seconds: number) => void {
  return (count, seconds) => {
    process.stderr.write(`${count} of ${failures} ${what} after ${seconds.toFixed(0)} s\n`);
  };
}
