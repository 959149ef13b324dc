// What the handlers of all services can ask for.
import type { Seal } from '../kernel/authentication/seal';
import type { Permissions } from '../kernel/authorization/permissions';
import type { Faults } from '../kernel/faults/faults';
import type { ServiceStates } from '../kernel/service-states';
import type { Stack } from '../kernel/template';
import type { Timeline } from '../timeline';
import type { ActionDeps } from './cloudformation/action';
import type { Ecs } from './ecs/ecs';
import type { ControlPlane } from './lambda/control-plane';
import type { Functions } from './lambda/functions';
import type { Lambda } from './lambda/lambda';
import type { Layers } from './lambda/layers';
import type { Logs } from './logs/logs';
import type { Storage } from './storage';

export interface ServiceRuntime {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly region: string;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly seal: Seal;
  /** What a service keeps that is not listed here. */
  readonly states: ServiceStates;
  /** The stack that runs, and what of it runs. */
  readonly stack: Stack;
  readonly permissions: Permissions;
  readonly functions: Functions;
  readonly layers: Layers;
  readonly lambda: Lambda;
  readonly controlPlane: ControlPlane;
  readonly ecs: Ecs;
  readonly cloudFormation: ActionDeps;
  readonly storage: Storage;
  readonly logs: Logs;
}
