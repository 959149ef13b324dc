// The commands that invoke a function in place of a trigger that is not emulated.
import type { InvokeCommand } from '../kernel/limits';

/** For a run that is about to begin. */
export const BY_START: InvokeCommand = (name) => `npm start -- --function ${name} --event FILE`;
/** For a cloud that serves. */
export const BY_CLOUD: InvokeCommand = (name) => `npm run cloud -- invoke ${name} --event FILE`;
