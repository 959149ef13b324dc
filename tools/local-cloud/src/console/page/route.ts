// Where in the page one is, as the part of the address behind the #: what is open can be linked, and survives a reload.
import { RESCUE_STATES, type RescueState } from '../../timeline';

export const VIEWS = ['rescues', 'send', 'faults', 'parked', 'health'] as const;
export type View = (typeof VIEWS)[number];

export interface Filter {
  /** A function's name; empty for all. */
  readonly function: string;
  /** None for all. */
  readonly states: readonly RescueState[];
}

export interface Route {
  readonly view: View;
  readonly filter: Filter;
  /** The rescue that is open. */
  readonly requestId?: string;
  /** Its bar that is selected. */
  readonly bar?: string;
}

export const NO_FILTER: Filter = { function: '', states: [] };

/** @param hash with its #; what it does not say, or says wrong, is as by default */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', requestId = '', bar = ''] = path.split('/').map(decoded);
  const query = new URLSearchParams(search);
  const states = (query.get('state') ?? '').split(',');
  return {
    view: VIEWS.find((view) => view === first) ?? 'rescues',
    filter: {
      function: query.get('function') ?? '',
      states: RESCUE_STATES.filter((state) => states.includes(state)),
    },
    ...(first === 'rescues' && requestId !== '' && { requestId, ...(bar !== '' && { bar }) }),
  };
}

export function formatRoute({ view, filter, requestId, bar }: Route): string {
  const opened = [requestId, requestId === undefined ? undefined : bar].filter(
    (part) => part !== undefined,
  );
  const parts = view === 'rescues' ? [view, ...opened] : [view];
  const query = new URLSearchParams();
  if (filter.function !== '') query.set('function', filter.function);
  if (filter.states.length > 0) query.set('state', filter.states.join(','));
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  return `#/${parts.map(encodeURIComponent).join('/')}${search}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody has written it by hand
  }
}
