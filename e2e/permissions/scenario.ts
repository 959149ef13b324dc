// Runs events through every path, so that each permission is needed somewhere, and reports the first that is missing.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildZip } from '@immortal/archive/testing';
import { type TimedEntry } from '@immortal/local-cloud';
import { giveLayers } from '../testbed/layers';
import { packageTestService, PRIMARY, SAMPLE, type Template } from '../testbed/service';
import { type TestEvent, Testbed } from '../testbed/testbed';

const LARGE = 'x'.repeat(9000);
const EVENTS: readonly TestEvent[] = [{}, { filling: LARGE }, { filling: LARGE, fails: true }];

/** How often the secondary's SDK tries a call. */
const TRIES = 3;

/**
 * A shortage of capacity, a container that does not start, an event without the task's overrides, and a stopped task that
 * can't be followed up at first.
 */
const FAULTS = [
  { point: 'ecs.RunTask', kind: 'failures' },
  { point: 'task', kind: 'pull' },
  { point: 'events.deliver', kind: 'bare' },
  { point: 'sqs.SendMessage', kind: 'InternalError', count: TRIES },
];

/** The groups that must have lines in the end. */
const logGroupsOf = (functionName: string) => [
  `/aws/lambda/${functionName}`,
  '/aws/lambda/immortal-dev-secondary',
  '/aws/ecs/immortal-dev-runner',
];

/**
 * Runs the scenario with a changed template.
 *
 * @param functionName the function whose events are rescued
 * @returns what failed first; undefined if nothing did
 */
export async function firstLack(
  functionName: string,
  change: (template: Template) => void,
): Promise<string | undefined> {
  const folder = packageTestService((template) => {
    addLayer(template);
    change(template);
  });
  writeFileSync(path.join(folder, 'layer.zip'), buildZip([{ name: 'note.txt', data: 'a layer' }]));
  let testbed: Testbed;
  try {
    testbed = await Testbed.open(folder);
  } catch (error) {
    return `The stack can't be deployed: ${(error as Error).message}`;
  }
  try {
    return await lackIn(testbed, functionName);
  } finally {
    await testbed.close();
  }
}

/** Adds a layer to both functions, and the permission that packaging adds for it. */
export function addLayer(template: Template): void {
  const Content = { S3Bucket: 'b', S3Key: 'x/layer.zip' };
  const Properties = { LayerName: 'test', Content };
  template.Resources['TestLayer'] = { Type: 'AWS::Lambda::LayerVersion', Properties };
  for (const name of [PRIMARY, SAMPLE]) giveLayers(name, [{ Ref: 'TestLayer' }], template);
}

async function lackIn(testbed: Testbed, functionName: string): Promise<string | undefined> {
  for (const fault of FAULTS) testbed.cloud.faults.arm(fault);
  const seen = new Promise<string>((resolve) => {
    testbed.timeline.subscribe((entry) => {
      const lack = lackOf(entry);
      if (lack !== undefined) resolve(lack);
    });
  });
  const finished = testbed
    .run(EVENTS, functionName)
    .then(() => missingLogs(testbed, logGroupsOf(functionName)));
  finished.catch(() => undefined); // it can't finish if something is missing
  return Promise.race([seen, finished]);
}

function lackOf(entry: TimedEntry): string | undefined {
  if (entry.type === 'denied') {
    const [caller] = entry.caller.split(/ (?=[\da-f]{32}$)/); // without the task's id
    return `The ${caller ?? ''} is denied ${actionIn(entry.message)}.`;
  }
  if (entry.type === 'cloud') {
    const [delivery] = /^the rule \S+ can't reach/.exec(entry.message) ?? [];
    return delivery === undefined ? entry.message : `${delivery} its queue.`;
  }
  if (entry.type !== 'task' || !entry.stoppedReason?.includes('not authorized')) return undefined;
  const [error] = entry.stoppedReason.split(': User');
  return `No container starts: ${error ?? ''}, ${actionIn(entry.stoppedReason)}.`;
}

function actionIn(message: string): string {
  return /perform: (\S+)/.exec(message)?.[1] ?? '';
}

/** Lines may arrive a moment after their event. */
async function missingLogs(
  { cloud }: Testbed,
  expected: readonly string[],
): Promise<string | undefined> {
  const end = Date.now() + 2000;
  for (;;) {
    const empty = expected.find(
      (name) => !cloud.logs.groups.some((group) => group.name === name && group.streams.length > 0),
    );
    if (empty === undefined || Date.now() > end) {
      return empty === undefined ? undefined : `Nothing is logged in ${empty}.`;
    }
    await sleep(20);
  }
}
