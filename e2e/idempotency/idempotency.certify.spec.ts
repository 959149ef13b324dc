// docs/idempotency.md: a killed container leaves the lock of Powertools' idempotency behind.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildZip } from '@immortal/archive/testing';
import { buildSync } from 'esbuild';
import { packageTestService, PRIMARY } from '../testbed/service';
import { type Outcome, Testbed } from '../testbed/testbed';

const SECONDARY_ID = 'SecondaryLambdaFunction';
/** As on the page, with a lock of seconds, because the pauses between attempts take none here. */
const KEYS = {
  reportedSeconds: 3,
  retryErrors: ['IdempotencyAlreadyInProgressError'],
  maximumTaskAttempts: 20,
};

function bundledHandler(): string {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(__dirname, 'handler.cjs')],
    bundle: true,
    platform: 'node',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The test service, whose primary is the idempotent one. */
function packageWith(policy: object): string {
  const folder = packageTestService(({ Resources }) => {
    const { Environment } = Resources[SECONDARY_ID]?.Properties ?? {};
    const { Variables } = Environment as { Variables: Record<string, unknown> };
    Variables['RESCUE_POLICIES'] = JSON.stringify({ [PRIMARY]: policy });
  });
  const data = bundledHandler();
  const entry = { name: 'src/smoke-handler.js', data, method: 8, mode: 0o100644 } as const;
  writeFileSync(path.join(folder, 'smoke.zip'), buildZip([entry]));
  return folder;
}

/** Rescues one event, whose first container is killed while it holds the lock. */
async function rescue(policy: object): Promise<Outcome & { readonly runs: number }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'idempotency-'));
  const runs = path.join(folder, 'runs');
  for (const one of [runs, path.join(folder, 'records')]) mkdirSync(one);
  const testbed = await Testbed.open(packageWith(policy));
  try {
    testbed.cloud.faults.arm({ point: 'task', kind: 'runtime-killed' });
    const outcome = await testbed.run([{ struck: { times: 1, folder } }]);
    return { ...outcome, runs: readdirSync(runs).length };
  } finally {
    await testbed.close();
    rmSync(folder, { recursive: true });
  }
}

it('locks the next container out for 24 days, and its event is parked', async () => {
  const { containers, succeeded, parkedMessages, runs } = await rescue({});
  expect({ containers, succeeded, runs }).toEqual({ containers: 2, succeeded: 0, runs: 1 });
  expect(parkedMessages.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('IdempotencyAlreadyInProgressError'),
  ]);
});

it('is rescued once the lock expires, with reportedSeconds and retryErrors', async () => {
  const { succeeded, parked, runs } = await rescue(KEYS);
  expect({ succeeded, parked, runs }).toEqual({ succeeded: 1, parked: 0, runs: 2 });
});
