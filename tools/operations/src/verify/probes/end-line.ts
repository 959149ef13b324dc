// Whether the runner's last line reaches CloudWatch Logs whole, with the largest result that it can have.
import { MAX_LINE_BYTES } from '@immortal/shared';
import { judged, notSeen, type Observation, type Probe } from '../probe';
import { endLineIn, lastLinesOf, type LoggedLine } from '../task-log';

/** More than an end line can have: the runner cuts the result. */
const RESULT_BYTES = 300_000;
const PATIENCE_MINUTES = 1;
/** The line is as large as the runner makes it, less the cut. */
const LEAST_BYTES = 230_000;

export const endLine: Probe = {
  name: 'end-line',
  asks: 'Is the largest last line of a task whole in CloudWatch Logs after the task stopped?',
  assumed: `one event of up to ${MAX_LINE_BYTES} bytes, at the latest soon after the stop`,
  look: async ({ clients: { logs }, stage, tasks, waiting }) => {
    const event = { sleepSeconds: 0, probe: { resultBytes: RESULT_BYTES } };
    const task = await tasks.start('end-line', event);
    const { stoppedAt } = await tasks.untilStopped(task);
    let lines: readonly LoggedLine[] = [];
    const found = await waiting.orNothing(PATIENCE_MINUTES, async () => {
      lines = await lastLinesOf(stage.containerLogs, task.arn, logs);
      return endLineIn(lines);
    });
    return judgeEndLine(lines, found, stoppedAt);
  },
};

export function judgeEndLine(
  lines: readonly LoggedLine[],
  found: LoggedLine | undefined,
  stoppedAt: Date | undefined,
): Observation {
  if (lines.length === 0) return notSeen('The log of the task is empty.');
  if (found === undefined) {
    const bytes = lines.map(({ text }) => Buffer.byteLength(text));
    return differs(bytes);
  }
  const bytes = Buffer.byteLength(found.text);
  const delay = ((found.ingestedAt - (stoppedAt?.getTime() ?? NaN)) / 1000).toFixed(1);
  return judged(
    bytes >= LEAST_BYTES,
    `one event of ${bytes} bytes, ingested ${delay} s after ECS reported the stop`,
  );
}

const differs = (bytes: readonly number[]) =>
  judged(false, `the last event is no end line; events of ${bytes.join(', ')} bytes`);
