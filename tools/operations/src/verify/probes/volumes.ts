// Whether the function's user can write into the folders that are volumes, in a real task.
import { judged, notSeen, type Observation, type Probe } from '../probe';
import { endLineIn, lastLinesOf, resultIn } from '../task-log';

const PATIENCE_MINUTES = 1;

export const volumes: Probe = {
  name: 'volumes',
  asks: 'Can the function’s user write into /tmp, /var/task, and /opt?',
  assumed: 'yes: a volume takes over the owner of the image’s folder, user 993',
  look: async ({ clients: { logs }, stage, rescue: { task }, waiting }) => {
    const found = await waiting.orNothing(PATIENCE_MINUTES, async () =>
      endLineIn(await lastLinesOf(stage.containerLogs, task.taskArn ?? '', logs)),
    );
    return judgeVolumes(found === undefined ? {} : resultIn(found));
  },
};

/** @param result of the smoke function: {"user": 993, "writable": {"/tmp": true, …}} */
export function judgeVolumes({ user, writable }: Readonly<Record<string, unknown>>): Observation {
  if (typeof writable !== 'object' || writable === null) {
    return notSeen('The end line of the task has no report. Deploy this version of the kit.');
  }
  const folders = Object.entries(writable);
  const seen = folders.map(([folder, can]) => `${folder} ${can === true ? 'yes' : 'no'}`);
  return judged(
    folders.length > 0 && folders.every(([, can]) => can === true),
    `user ${String(user)}: ${seen.join(', ')}`,
  );
}
