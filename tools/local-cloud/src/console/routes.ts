// The routes of the console's API below /_local/api/; docs/console.md describes them.
import type { IncomingMessage } from 'node:http';
import { MAX_ASYNC_EVENT_BYTES } from '../kernel/aws-limits';
import type { Ecs } from '../services/ecs/ecs';
import type { RescueId } from '../timeline';
import type { Actions } from './actions';
import { type Answer, bytes, json } from './answer';
import type { Health } from './health';
import type { Overview } from './overview';
import type { Parked } from './parked-messages';
import { readBody, readMembers } from './read-body';
import { RequestError } from './request-error';

export interface RouteDeps {
  readonly overview: Overview;
  readonly actions: Actions;
  readonly parked: Parked;
  readonly health: Health;
  readonly ecs: Pick<Ecs, 'byId'>;
}

/** The values of the placeholders in a route, and the rest of the request. */
export interface Asked {
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
}

type Act = (asked: Asked, deps: RouteDeps) => Answer | Promise<Answer>;

/** Maximum size of a body that is not an event. */
const MAX_BODY_BYTES = 10_000;

const READING: Readonly<Record<string, Act>> = {
  snapshot: (_, { overview }) => json(overview.snapshot()),
  'fault-points': (_, { overview }) => json(overview.faultPoints()),
  parked: (_, { parked }) => json(parked.list()),
  'parked/{}/body': ({ parts: [id = ''] }, { parked }) => bytes(parked.bodyOf(id)),
  'rescues/{}': (asked, { overview }) => json(overview.rescue(rescueOf(asked, overview))),
  'rescues/{}/event': (asked, { overview }) => bytes(overview.eventOf(rescueOf(asked, overview))),
  'tasks/{}': ({ parts: [id = ''] }, { ecs }) => {
    const task = ecs.byId(id);
    if (task) return json(task.describe());
    throw new RequestError(404, `There is no task ${id}.`);
  },
};

function rescueOf({ parts: [requestId = ''], query }: Asked, overview: Overview): RescueId {
  return overview.identify(requestId, query.get('function'));
}

const CHANGING: Readonly<Record<string, Act>> = {
  'functions/{}/invocations': async ({ parts: [name = ''], query, request }, { actions }) => {
    const event = await readBody(request, MAX_ASYNC_EVENT_BYTES);
    return json(actions.invoke(name, event, query.get('times') ?? '1'), 202);
  },
  'tasks/{}/stop': ({ parts: [id = ''] }, { actions, health }) => {
    actions.stopTask(id);
    return json(health.status);
  },
  'parked/{}/redrive': async ({ parts: [id = ''] }, { parked, health }) => {
    await parked.sendBack(id);
    return json(health.status);
  },
  'parked/{}/drop': ({ parts: [id = ''] }, { parked, health }) => {
    parked.drop(id);
    return json(health.status);
  },
  'faults/arm': async ({ request }, { actions, health }) => {
    actions.arm(readMembers(await readBody(request, MAX_BODY_BYTES)));
    return json(health.status);
  },
  'faults/disarm': async ({ request }, { actions, health }) => {
    actions.disarm(readMembers(await readBody(request, MAX_BODY_BYTES)));
    return json(health.status);
  },
  'time-scale': async ({ request }, { actions, health }) => {
    actions.setTimeScale(readMembers(await readBody(request, MAX_BODY_BYTES)));
    return json(health.status);
  },
};

export interface Route {
  readonly isChange: boolean;
  readonly parts: readonly string[];
  readonly act: Act;
}

/**
 * @param address the path below /_local/api/, without the query
 * @throws {RequestError} 400
 */
export function routeOf(address: string): Route | undefined {
  return find(READING, address, false) ?? find(CHANGING, address, true);
}

/** @throws {RequestError} 400 */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new RequestError(400, `${part} is not valid percent-encoding.`, { cause });
  }
}

function find(
  table: Readonly<Record<string, Act>>,
  address: string,
  isChange: boolean,
): Route | undefined {
  for (const [pattern, act] of Object.entries(table)) {
    const form = new RegExp(`^${pattern.replaceAll('{}', '([^/]+)')}$`);
    const [found, ...parts] = form.exec(address) ?? [];
    if (found !== undefined) return { isChange, parts: parts.map(decoded), act };
  }
  return undefined;
}
