// `npm run smoke`: tests a deployed stage by letting it rescue one event.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { printable } from '@immortal/shared';
import { awsIn } from './aws';
import { SmokeTestError, UsageError } from './errors';
import { optionsOf } from './options';
import { smokeTest } from './smoke-test';

async function main(): Promise<void> {
  const options = await optionsOf(process.argv.slice(2), process.env);
  // Names of buckets can be a part of AWS's host names, but not of others'.
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  const forcePathStyle = endpoint !== undefined;
  await smokeTest(options, {
    endpoint,
    aws: awsIn(options.region, { forcePathStyle }),
    id: randomUUID(),
    say: (line) => void process.stdout.write(`${printable(line)}\n`),
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`smoke: ${printable(messageOf(error))}\n`);
  process.exitCode = 1;
});

/** What a user can cause is one line; anything else is a defect and shows its stack. */
function messageOf(error: unknown): string {
  if (error instanceof SmokeTestError || error instanceof UsageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
