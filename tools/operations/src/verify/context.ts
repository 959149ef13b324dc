// What every probe gets: the stage, its own tasks, and one real rescue of the smoke function.
import { type Clients } from '../aws/clients';
import { type ProbeTasks, type StartedTask } from './probe-tasks';
import { type Rescue } from './rescue';
import { type Stage } from './stage';
import { type Waiting } from './waiting';

export interface ProbeContext {
  readonly clients: Pick<Clients, 'ecs' | 'logs'>;
  readonly stage: Stage;
  readonly tasks: ProbeTasks;
  /** A rescue that has ended: an event that went through Lambda, its failure queue, and the secondary. */
  readonly rescue: Rescue;
  /** A task that works until a probe stops it, the same one for all probes. */
  readonly sleeper: () => Promise<StartedTask>;
  readonly waiting: Waiting;
  /** vCPUs of the tasks that may fill up the account's quota; undefined if it must not be filled. */
  readonly fillQuotaVcpus?: number;
}
