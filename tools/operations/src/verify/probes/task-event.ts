// Whether the event of a stopped task has the values of overridden variables. The secondary consumes the event and logs
// whether it has, so nothing has to be created to see it.
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { taskIdIn } from '../../stack';
import { judged, notSeen, type Observation, type Probe } from '../probe';

/** The lines arrive some seconds after the secondary wrote them. */
const PATIENCE_MINUTES = 3;

export const taskEvent: Probe = {
  name: 'task-event',
  asks: 'Does the event of a stopped task have the values of overridden variables?',
  assumed: 'yes, as events that users published; otherwise DescribeTasks is asked',
  look: async ({ clients: { logs }, stage, rescue: { task }, waiting }) => {
    const { taskArn = '', createdAt } = task;
    const input = {
      logGroupName: stage.secondaryLogs,
      filterPattern: `"${taskIdIn(taskArn)}"`,
      startTime: createdAt?.getTime(),
    };
    const found = await waiting.orNothing(PATIENCE_MINUTES, async () => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand(input));
      return variablesInEvent(events.map(({ message = '' }) => message));
    });
    return judgeEvent(found);
  },
};

/** @returns what the secondary logged about the event of a task; undefined if no line says it */
export function variablesInEvent(lines: readonly string[]): boolean | undefined {
  for (const line of lines) {
    // Lambda puts its own prefix before lines of its plain text format.
    const said = /"variablesInEvent":(true|false)/.exec(line)?.[1];
    if (said !== undefined) return said === 'true';
  }
  return undefined;
}

export function judgeEvent(hasVariables: boolean | undefined): Observation {
  if (hasVariables === undefined) {
    return notSeen(
      'The log of the secondary has no line about it. Deploy this version of the kit.',
    );
  }
  return judged(hasVariables, hasVariables ? 'the event has them' : 'the event lacks them');
}
