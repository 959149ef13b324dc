// `smoke`: makes a deployed stage rescue one event.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { printable } from '@immortal/shared';
import { type Interruption } from '@immortal/shared/command-line';
import { clientsFor } from '../aws/clients';
import { awsWith } from './aws';
import { optionsOf } from './options';
import { smokeTest } from './smoke-test';

export async function smoke(args: readonly string[], { signal }: Interruption): Promise<number> {
  const options = await optionsOf(args, process.env);
  await smokeTest(options, {
    endpoint: process.env['AWS_ENDPOINT_URL'],
    aws: awsWith(clientsFor(options)),
    id: randomUUID(),
    say: (line) => void process.stdout.write(`${printable(line)}\n`),
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds, undefined, { signal }),
  });
  return 0;
}
