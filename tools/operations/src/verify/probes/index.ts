// All probes, in the order in which they run: `stop` ends the task that the probes before it look at.
import { type Probe } from '../probe';
import { clientToken } from './client-token';
import { endLine } from './end-line';
import { listTasks } from './list-tasks';
import { NOT_PROBED } from './not-probed';
import { outOfMemory } from './out-of-memory';
import { rememberedFailures } from './remembered-failures';
import { stop } from './stop';
import { taskEvent } from './task-event';
import { taskRole } from './task-role';
import { volumes } from './volumes';

export const PROBES: readonly Probe[] = [
  taskRole,
  volumes,
  taskEvent,
  clientToken,
  listTasks,
  stop,
  endLine,
  outOfMemory,
  rememberedFailures,
  ...NOT_PROBED,
];
