// What is there before any stack, and stays when it goes: queues and buckets, logs, who calls, what is to go wrong.
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import { Callers } from './kernel/authentication/callers';
import type { CleanUp } from './kernel/clean-up';
import type { RescueId } from './timeline';
import type { CloudOptions } from './cloud';
import { Faults } from './kernel/faults/faults';
import { Logs } from './services/logs/logs';
import { movedEntry, takenOutEntry } from './moved-entry';
import { Seal } from './kernel/authentication/seal';
import { startStorage, type Storage } from './services/storage';
import { TimeScale } from './kernel/time-scale';

export interface Ground extends Omit<CloudOptions, 'faults' | 'packageFolder' | 'stackName'> {
  readonly origin: string;
  readonly storage: Storage;
  readonly logs: Logs;
  readonly scale: TimeScale;
  readonly callers: Callers;
  readonly faults: Faults;
  /** Marks the addresses of code. */
  readonly seal: Seal;
  /** The running instance's own. */
  readonly folder: string;
  /** Hears of every event that Lambda has accepted. */
  readonly onAccepted?: (id: RescueId, event: Buffer) => void;
}

export async function layGround(
  options: CloudOptions,
  place: Pick<Ground, 'origin' | 'folder' | 'onAccepted'>,
  cleanUp: CleanUp,
): Promise<Ground> {
  const { region, timeScale, timeline } = options;
  const scale = new TimeScale(timeScale, options.scalesTimeoutOf);
  const storage = await startStorage({
    ...{ region, timeScale: scale, accountId: LOCAL_ACCOUNT_ID, origin: place.origin },
    onMoved: (message) => {
      timeline.add(movedEntry(message));
    },
    onTakenOut: (message) => {
      timeline.add(takenOutEntry(message));
    },
  });
  cleanUp.add(() => storage.close());
  const faults = new Faults(timeline);
  for (const fault of options.faults ?? []) faults.arm(fault);
  return {
    ...{ ...options, ...place },
    ...{ storage, scale, faults, logs: new Logs(), seal: new Seal() },
    callers: new Callers(options.developerKey),
  };
}
