// The route, kept in the hash of the URL so that it can be linked and survives a reload.
import type { RescueBook } from './rescue-book';
import { RESCUE_STATES, type RescueId, type RescueState } from '../../timeline';

export const VIEWS = ['rescues', 'send', 'faults', 'parked', 'health'] as const;
export type View = (typeof VIEWS)[number];

export interface Filter {
  /** A function's name; empty for all. */
  readonly function: string;
  /** None for all. */
  readonly states: readonly RescueState[];
}

export type RescueRef = Pick<RescueId, 'requestId'> & Partial<RescueId>;

export interface Route {
  readonly view: View;
  readonly filter: Filter;
  /** The open rescue. Without a function, any rescue with the request id. */
  readonly rescue?: RescueRef;
  /** The key of its selected bar. */
  readonly bar?: string;
}

export const NO_FILTER: Filter = { function: '', states: [] };

/** @param hash including the #; missing or invalid parts get their defaults */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', requestId = '', bar = ''] = path.split('/').map(decoded);
  const query = new URLSearchParams(search);
  const name = query.get('of');
  const states = (query.get('state') ?? '').split(',');
  return {
    view: VIEWS.find((view) => view === first) ?? 'rescues',
    filter: {
      function: query.get('function') ?? '',
      states: RESCUE_STATES.filter((state) => states.includes(state)),
    },
    ...(first === 'rescues' &&
      requestId !== '' && {
        rescue: { requestId, ...(name !== null && { function: name }) },
        ...(bar !== '' && { bar }),
      }),
  };
}

export function formatRoute({ view, filter, rescue, bar }: Route): string {
  const opened = view === 'rescues' ? rescue : undefined;
  const parts = [view, ...(opened ? [opened.requestId, ...(bar === undefined ? [] : [bar])] : [])];
  const query = new URLSearchParams();
  if (opened?.function !== undefined) query.set('of', opened.function);
  if (filter.function !== '') query.set('function', filter.function);
  if (filter.states.length > 0) query.set('state', filter.states.join(','));
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  return `#/${parts.map(encodeURIComponent).join('/')}${search}`;
}

/** A link to a rescue, without a filter. */
export function rescueLink(rescue: RescueRef): string {
  return formatRoute({ view: 'rescues', filter: NO_FILTER, rescue });
}

/** @returns undefined if several functions have a rescue with the request id, or none has */
export function rescueMeant(
  rescue: RescueRef | undefined,
  rescues: Pick<RescueBook, 'withRequestId'>,
): RescueId | undefined {
  if (rescue === undefined) return undefined;
  const { function: name, requestId } = rescue;
  if (name !== undefined) return { function: name, requestId };
  const [only, ...others] = rescues.withRequestId(requestId);
  return others.length === 0 ? only : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // written by hand
  }
}
