// What exists before any stack, and stays when a stack goes: queues and buckets, logs, callers, faults.
import type { CloudOptions } from './cloud-options';
import { deadLetterEntry, takenOutEntry } from './dead-letter-entries';
import { Callers } from './kernel/authentication/callers';
import { Seal } from './kernel/authentication/seal';
import type { AwsService } from './kernel/aws-service';
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import type { CleanUp } from './kernel/clean-up';
import type { Correlation } from './kernel/correlation';
import { FaultPoints } from './kernel/faults/fault-points';
import { Faults } from './kernel/faults/faults';
import { ServiceStates } from './kernel/service-states';
import { ResourceCatalog } from './kernel/template/resource-catalog';
import { TimeScale } from './kernel/time-scale';
import { RESCUES } from './product/rescue-correlation';
import { runnerProgram } from './product/runner-program';
import { SERVICES } from './services';
import type { TaskProgram } from './services/ecs/task-process';
import { ControlPlane } from './services/lambda/control-plane';
import { Logs } from './services/logs/logs';
import type { ServiceRuntime } from './services/runtime';
import { startStorage, type Storage } from './services/storage';
import type { RescueId } from './timeline';

export interface CloudContext extends Omit<
  CloudOptions,
  'correlation' | 'faults' | 'packageFolder' | 'services' | 'stackName'
> {
  readonly services: readonly AwsService<ServiceRuntime>[];
  /** The resource types of the services. */
  readonly catalog: ResourceCatalog;
  readonly correlation: Correlation;
  /** What a task runs as, where it is a process. */
  readonly program: TaskProgram;
  /** What single services keep. */
  readonly states: ServiceStates;
  readonly origin: string;
  readonly storage: Storage;
  readonly logs: Logs;
  readonly scale: TimeScale;
  readonly controlPlane: ControlPlane;
  readonly callers: Callers;
  readonly faults: Faults;
  /** Signs the addresses of code. */
  readonly seal: Seal;
  /** The running instance's own. */
  readonly folder: string;
  /** Called with every event that Lambda has accepted. */
  readonly onAccepted?: (id: RescueId, event: Buffer) => void;
}

export async function createContext(
  options: CloudOptions,
  place: Pick<CloudContext, 'origin' | 'folder' | 'onAccepted'>,
  cleanUp: CleanUp,
): Promise<CloudContext> {
  const { region, timeScale, timeline, correlation = RESCUES } = options;
  const scale = new TimeScale(timeScale, options.scalesTimeoutOf);
  const storage = await startStorage({
    region,
    timeScale: scale,
    accountId: LOCAL_ACCOUNT_ID,
    origin: place.origin,
    onMoved: (message) => {
      timeline.add(deadLetterEntry(message, correlation));
    },
    onTakenOut: (message) => {
      timeline.add(takenOutEntry(message, correlation));
    },
  });
  cleanUp.add(() => storage.close());
  const { services = SERVICES } = options;
  const faults = new Faults(timeline, new FaultPoints(services));
  for (const fault of options.faults ?? []) faults.arm(fault);
  return {
    ...options,
    ...place,
    services,
    catalog: new ResourceCatalog(services),
    correlation,
    program: runnerProgram(options),
    states: new ServiceStates(),
    storage,
    scale,
    controlPlane: new ControlPlane(scale, options.lambdaCallsPerSecond),
    faults,
    logs: new Logs(),
    seal: new Seal(),
    callers: new Callers(options.developerKey),
  };
}
