// Runs events through every path, so that each permission is needed somewhere, and reports the first that is missing.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildZip } from '@immortal/archive/testing';
import { type TimedEntry } from '@immortal/local-cloud';
import { fetchLayers } from '@immortal/serverless-plugin/layers';
import { packageTestService, PRIMARY, type Template } from '../testbed/service';
import { type TestEvent, Testbed } from '../testbed/testbed';

const LARGE = 'x'.repeat(9000);
const EVENTS: readonly TestEvent[] = [{}, { filling: LARGE }, { filling: LARGE, fails: true }];

/** A shortage of capacity, a container that does not start, and an event without the task's overrides. */
const FAULTS = [
  { point: 'ecs.RunTask', kind: 'failures' },
  { point: 'task', kind: 'pull' },
  { point: 'events.deliver', kind: 'bare' },
];

/** The groups that must have lines in the end. */
const LOG_GROUPS = [
  `/aws/lambda/${PRIMARY}`,
  '/aws/lambda/immortal-dev-secondary',
  '/aws/ecs/immortal-dev-runner',
];

/**
 * Runs the scenario with a changed template.
 *
 * @returns what failed first; undefined if nothing did
 */
export async function firstLack(change: (template: Template) => void): Promise<string | undefined> {
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
    return await lackIn(testbed);
  } finally {
    await testbed.close();
  }
}

/** Adds a layer, and the permission that packaging adds for it. */
export function addLayer(template: Template): void {
  const { Resources } = template;
  const primary = Object.values(Resources).find(
    ({ Properties }) => Properties['FunctionName'] === PRIMARY && 'Handler' in Properties,
  );
  if (!primary) throw new Error(`the service has no function ${PRIMARY}`);
  Resources['TestLayer'] = {
    Type: 'AWS::Lambda::LayerVersion',
    Properties: {
      LayerName: 'test',
      Content: { S3Bucket: 'b', S3Key: 'x/layer.zip' },
    },
  };
  primary.Properties['Layers'] = [{ Ref: 'TestLayer' }];
  runnerStatementsOf(primary.Properties, template).push(
    fetchLayers([primary.Properties], template),
  );
}

/** The statements that packaging adds to a function's role for the runner. */
function runnerStatementsOf(
  { Role }: Readonly<Record<string, unknown>>,
  { Resources }: Template,
): unknown[] {
  const [roleId = ''] = (Role as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
  const policies = Resources[roleId]?.Properties['Policies'] as readonly {
    PolicyName: unknown;
    PolicyDocument: { Statement: unknown[] };
  }[];
  const runner = policies.find(({ PolicyName }) => PolicyName === 'runner');
  if (!runner) throw new Error(`the role ${roleId} has no policy "runner"`);
  return runner.PolicyDocument.Statement;
}

async function lackIn(testbed: Testbed): Promise<string | undefined> {
  for (const fault of FAULTS) testbed.cloud.faults.arm(fault);
  const seen = new Promise<string>((resolve) => {
    testbed.timeline.subscribe((entry) => {
      const lack = lackOf(entry);
      if (lack !== undefined) resolve(lack);
    });
  });
  const finished = testbed.run(EVENTS).then(() => missingLogs(testbed));
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
async function missingLogs({ cloud }: Testbed): Promise<string | undefined> {
  const end = Date.now() + 2000;
  for (;;) {
    const empty = LOG_GROUPS.find(
      (name) => !cloud.logs.groups.some((group) => group.name === name && group.streams.length > 0),
    );
    if (empty === undefined || Date.now() > end) {
      return empty === undefined ? undefined : `Nothing is logged in ${empty}.`;
    }
    await sleep(20);
  }
}
