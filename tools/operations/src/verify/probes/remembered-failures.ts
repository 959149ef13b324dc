// Whether ECS remembers under a client token that it could start nothing.
//
// A failure has to be provoked, and its cause has to go away again: tasks fill up the account's quota of vCPUs, and are
// stopped. Then the token that failed is asked between two new tokens that find room, so that it had room too.
import { type Failure } from '@aws-sdk/client-ecs';
import { type ProbeContext } from '../context';
import { differs, asAssumed, notSeen, type Observation, type Probe } from '../probe';
import { isStarted, type ProbeTasks, type Size, type StartedTask } from '../probe-tasks';

const EVENT = { sleepSeconds: 200, probe: {} };
/** How often the token is asked before it is given up. */
const ROUNDS = 3;
/** The first one, and one before and after each time. */
export const MAXIMUM_TASKS = 1 + 2 * ROUNDS;

export const rememberedFailures: Probe = {
  name: 'remembered-failures',
  asks: 'Does RunTask return failures[] again for the same client token?',
  assumed: 'yes, as in the example of the documentation; the code also works if not',
  look: (context) =>
    context.fillQuotaVcpus === undefined
      ? Promise.resolve(
          notSeen(
            'A failure has to be provoked: pass --fill-quota VCPUS, in an account where nothing else runs.',
          ),
        )
      : provoke(sizeOf(context.fillQuotaVcpus), context),
};

/** The least memory that Fargate has for so many vCPUs: 2 GB each. */
function sizeOf(vcpus: number): Size {
  return { cpu: String(vcpus * 1024), memory: String(vcpus * 2048) };
}

async function provoke(size: Size, { tasks, waiting }: ProbeContext): Promise<Observation> {
  const next = () => tasks.inputFor('quota', EVENT, size);
  const first = await tasks.run(next());
  const failing = next();
  const answer = await tasks.run(failing);
  if (isStarted(answer)) {
    return notSeen(
      'Both tasks found room, so nothing failed. Pass a larger --fill-quota, or use an account with a smaller quota.',
    );
  }
  if (isStarted(first)) await end(first, tasks);
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (!(await findsRoom(next, tasks, waiting))) break;
    const again = await tasks.run(failing);
    if (isStarted(again)) return differs(`${quote(answer)}; later, the same token started a task`);
    if (await findsRoom(next, tasks, waiting)) {
      return asAssumed(
        `${quote(answer)}; with room again, the same token returned ${quote(again)}, and other tokens started tasks`,
      );
    }
  }
  return notSeen(`${quote(answer)}; afterwards there was no room for long enough to ask again`);
}

/** Whether a new token starts a task now, or within a minute. */
async function findsRoom(
  next: () => Parameters<ProbeTasks['run']>[0],
  tasks: ProbeTasks,
  waiting: ProbeContext['waiting'],
): Promise<boolean> {
  const started = await waiting.orNothing(1, async () => {
    const answer = await tasks.run(next());
    return isStarted(answer) ? answer : undefined;
  });
  if (started !== undefined) await end(started, tasks);
  return started !== undefined;
}

async function end(task: StartedTask, tasks: ProbeTasks): Promise<void> {
  await tasks.stop(task);
  await tasks.untilStopped(task);
}

const quote = ({ reason }: Failure) => `failures[] with “${reason ?? ''}”`;
