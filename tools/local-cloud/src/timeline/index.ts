// The timeline of the local cloud as whoever shows it needs it: its entries, their words, and what they say of a rescue.
export { rescuesOf, type TimedEntry, type TimelineEntry } from './entries';
export { isSameRescue, type RescueId, rescueKey, resolveRescue, withRequestId } from './rescue-id';
export { readableLine } from './log-line';
export { advance, RESCUE_STATES, timeToRescue, type Rescue, type RescueState } from './rescue';
export { Timeline, type Listener } from './timeline';
export { describe, duration, nameOf, type Said, type ToldEntry, type Tone } from './words';
