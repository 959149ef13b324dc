// npm run verify against local clouds that read AWS's documentation in both ways.
import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import {
  type Cloud,
  type CloudOptions,
  LOCAL_ACCOUNT_ID,
  startCloud,
  Timeline,
  WORKSPACE,
} from '@immortal/local-cloud';
import { type Ended, endOf } from './ended';
import { startOperation } from './operations';

const REGION = 'eu-west-1';
const QUOTA = { vcpus: 6 };

interface Bed {
  readonly cloud: Cloud;
  readonly timeline: Timeline;
}

interface Finding {
  readonly name: string;
  readonly verdict: string;
  readonly seen: string;
}

const beds: Bed[] = [];

async function open(options: Partial<CloudOptions>): Promise<Bed> {
  const timeline = new Timeline();
  const cloud = await startCloud({
    ...WORKSPACE,
    port: 0,
    timeScale: 20_000,
    timeline,
    region: REGION,
    ...options,
  });
  beds.push({ cloud, timeline });
  return { cloud, timeline };
}

function start({ cloud: { origin, callers } }: Bed, ...args: string[]) {
  const { accessKeyId, secretAccessKey } = callers.developer;
  const env = {
    AWS_ENDPOINT_URL: origin,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  return startOperation('verify', env, '--yes', ...args);
}

const findingsOf = ({ stdout }: Ended): ReadonlyMap<string, Finding> =>
  new Map(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Finding)
      .map((finding) => [finding.name, finding]),
  );

/** The local cloud does not limit memory, so a fault takes the place of the kernel. */
function limitMemory({ cloud, timeline }: Bed): void {
  timeline.subscribe((entry) => {
    if (entry.type !== 'task') return;
    const { status, startedBy = '' } = entry;
    if (status === 'PROVISIONING' && startedBy.startsWith('verify-memory-')) {
      cloud.faults.arm({ point: 'task', kind: 'oom' });
    }
  });
}

/** The states of the tasks that a run started, by their ARN. */
function tasksOf({ timeline }: Bed): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  timeline.subscribe((entry) => {
    if (entry.type === 'task') states.set(entry.taskArn, entry.status);
  });
  return states;
}

/** Fails by Jest's timeout if a task goes on. */
function untilAllStopped({ timeline }: Bed, tasks: ReadonlyMap<string, string>): Promise<void> {
  const areStopped = () => [...tasks.values()].every((status) => status === 'STOPPED');
  return new Promise((resolve) => {
    const check = () => {
      if (areStopped()) resolve();
    };
    timeline.subscribe(check);
    check();
  });
}

const canWrite = (folder: string) => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

let bed: Bed;
let tasks: ReadonlyMap<string, string>;
let ended: Ended;
let endedOther: Ended;

beforeAll(async () => {
  bed = await open({ ecs: QUOTA });
  const other = await open({
    ecs: { ...QUOTA, tokenFailures: 'forgotten', startedByAlone: true },
    faults: [{ point: 'events.deliver', kind: 'bare' }],
  });
  tasks = tasksOf(bed);
  [bed, other].forEach(limitMemory);
  [ended, endedOther] = await Promise.all([
    endOf(start(bed, '--json', '--fill-quota', '4')),
    endOf(start(other, '--fill-quota', '4')),
  ]);
});

afterAll(() => Promise.all(beds.map(({ cloud }) => cloud.stop())));

describe('npm run verify, on a cloud that is as the code assumes', () => {
  let findings: ReadonlyMap<string, Finding>;

  beforeAll(() => {
    findings = findingsOf(ended);
  });

  it('prints first what it will do and what that costs at most', () => {
    expect(ended.stderr).toMatch(/^immortal-dev-smoke is rescued once, .* at most 0\.\d\d USD\.\n/);
  });

  it.each([
    ['task-role', 'the runner fetched the function'],
    ['task-event', 'the event has them'],
    ['client-token', 'the same task; ConflictException with the task in resourceIds'],
    ['list-tasks', 'RUNNING: listed; STOPPED: listed'],
    ['stop', 'exit code 143, UserInitiated, “Stopped by npm run verify”'],
    ['end-line', 'one event of 24'],
    ['out-of-memory', 'exit code 137, EssentialContainerExited'],
    ['remembered-failures', 'with room again, the same token returned failures[]'],
  ])('sees in the probe %s what the code assumes', (name, seen) => {
    expect(findings.get(name)).toMatchObject({
      verdict: 'as assumed',
      seen: expect.stringContaining(seen) as unknown,
    });
  });

  it('sees which folders the function’s user can write into', () => {
    expect(findings.get('volumes')).toMatchObject({
      verdict: canWrite('/opt') ? 'as assumed' : 'differs',
      seen: expect.stringContaining(`/opt ${canWrite('/opt') ? 'yes' : 'no'}`) as unknown,
    });
  });

  it.each(['spot-capacity', 'code-hash', 'destination-record'])(
    'says why it does not probe %s',
    (name) => {
      const { verdict, seen = '' } = findings.get(name) ?? {};
      expect({ verdict, seen }).toEqual({
        verdict: 'not seen',
        seen: expect.stringMatching(/^Not probed: ./) as unknown,
      });
    },
  );

  it('exits with 0 if nothing differs', () => {
    expect(ended.exitCode).toBe(canWrite('/opt') ? 0 : 1);
  });

  it('leaves no task running, no event behind, and does not print the account number', async () => {
    expect([...tasks.values()].filter((status) => status !== 'STOPPED')).toEqual([]);
    const { storage } = bed.cloud;
    const parked = `arn:aws:sqs:${REGION}:${LOCAL_ACCOUNT_ID}:immortal-dev-parked`;
    expect(await storage.queueDepth(parked)).toMatchObject({ visible: 0, inFlight: 0 });
    expect(ended.stdout).not.toContain(LOCAL_ACCOUNT_ID);
  });

  it('stops its tasks on Ctrl-C', async () => {
    const child: ChildProcess = start(bed);
    bed.timeline.subscribe((entry) => {
      if (entry.type !== 'task' || entry.status !== 'RUNNING') return;
      if (entry.startedBy?.startsWith('verify-sleeper-') === true) child.kill('SIGINT');
    });
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    expect(exitCode).toBe(130);
    await untilAllStopped(bed, tasks);
  });
});

describe('npm run verify, on a cloud that reads the documentation in the other way', () => {
  it.each([
    ['task-event', 'differs', 'the event lacks them'],
    ['list-tasks', 'differs', 'RUNNING: refused (When you specify startedBy as the filter'],
    ['remembered-failures', 'differs', 'later, the same token started a task'],
    ['client-token', 'as assumed', 'the same task; ConflictException'],
  ])('says of the probe %s in a table: %s', (name, verdict, seen) => {
    const row = endedOther.stdout.split('\n').find((line) => line.startsWith(`| ${name} |`));
    expect(row).toContain(`| ${verdict} | `);
    expect(row).toContain(seen);
  });

  it('exits with 1 because something differs', () => {
    expect(endedOther.exitCode).toBe(1);
  });
});
