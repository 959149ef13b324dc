// The timeline of the local cloud: its entries, their wording, and the state of each rescue.
export { type ContainerFacts, rescuesOf, type TimedEntry, type TimelineEntry } from './entries';
export { isSameRescue, type RescueId, rescueKey, resolveRescue, withRequestId } from './rescue-id';
export { readableLine } from './log-line';
export { advance, RESCUE_STATES, timeToRescue, type Rescue, type RescueState } from './rescue';
export { Timeline, type Listener } from './timeline';
export {
  describe,
  duration,
  nameOf,
  scaleInWords,
  type Said,
  type ToldEntry,
  type Tone,
} from './words';
