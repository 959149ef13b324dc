// Runs the probes one after the other, and stops their tasks whatever happens.
import { randomUUID } from 'node:crypto';
import { explain } from '../aws/aws-failure';
import { type Clients } from '../aws/clients';
import { type ProbeContext } from './context';
import { type Finding, type Probe } from './probe';
import { ProbeTasks, type StartedTask } from './probe-tasks';
import { rescueOne } from './rescue';
import { type Stage } from './stage';
import { type Waiting } from './waiting';

export interface RunOptions {
  readonly clients: Pick<Clients, 'ecs' | 'lambda' | 'logs'>;
  readonly stage: Stage;
  readonly waiting: Waiting;
  readonly fillQuotaVcpus?: number;
  /** Says what is being done. */
  readonly note: (text: string) => void;
}

/** The first probe stops it, or the end of all. */
const SLEEPER = { sleepSeconds: 240, probe: {} };

/** @throws what the rescue throws, without which there is nothing to probe; and the reason of an interruption */
export async function runProbes(
  probes: readonly Probe[],
  { note, ...options }: RunOptions,
): Promise<Finding[]> {
  const { clients, stage, waiting } = options;
  note(`${stage.smokeFunction} is invoked, and its rescue awaited`);
  const rescue = await rescueOne(randomUUID(), stage, clients, waiting);
  const tasks = new ProbeTasks({ stage, rescue, ecs: clients.ecs, waiting });
  let sleeping: Promise<StartedTask> | undefined;
  const sleeper = () => (sleeping ??= tasks.start('sleeper', SLEEPER));
  const context: ProbeContext = { ...options, rescue, tasks, sleeper };
  const findings: Finding[] = [];
  try {
    for (const probe of probes) {
      note(`probe ${probe.name}`);
      findings.push(await findingOf(probe, context));
    }
  } finally {
    await tasks.stopAll();
  }
  return findings;
}

/** A failed call, such as a missing permission, costs one probe and not the others. */
async function findingOf({ look, ...about }: Probe, context: ProbeContext): Promise<Finding> {
  try {
    return { ...about, ...(await look(context)) };
  } catch (error) {
    context.waiting.options.signal.throwIfAborted();
    const why = explain(error);
    if (why === undefined) throw error;
    return { ...about, verdict: 'not seen', seen: why, failed: true };
  }
}
