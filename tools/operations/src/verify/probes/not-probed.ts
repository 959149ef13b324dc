// Open points that no probe can show cheaply.
import { notSeen, type Probe } from '../probe';

function notProbed(point: Omit<Probe, 'look'>, why: string): Probe {
  return { ...point, look: () => Promise.resolve(notSeen(`Not probed: ${why}`)) };
}

export const NOT_PROBED: readonly Probe[] = [
  notProbed(
    {
      name: 'spot-capacity',
      asks: 'How does ECS report missing Spot capacity?',
      assumed: 'as failures[] of RunTask, or as a task that fails to start',
    },
    'an account can’t make Spot capacity disappear.',
  ),
  notProbed(
    {
      name: 'code-hash',
      asks: 'Does Lambda report CodeSha256 of code that it only refers to (REFERENCE)?',
      assumed: 'the hash of the object, or none',
    },
    'it needs a function that is deployed in this mode; a stage has none.',
  ),
  notProbed(
    {
      name: 'destination-record',
      asks: 'Does the record of an onFailure destination near 1 MB fit into a message?',
      assumed: 'no; a dead-letter queue takes the event unmodified',
    },
    'it needs a function with an onFailure destination; a stage has none.',
  ),
];
