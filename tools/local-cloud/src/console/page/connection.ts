// Connects the page to the local cloud: fetches a snapshot, then follows the event stream.
import { isSameRescue, type RescueId, type TimedEntry } from '../../timeline';
import { CONSOLE_PATHS, type RescueDetail, type Sample, type Snapshot, type Status } from '../api';
import { ApiFailure, get, messageOf, rescuePath } from './api-client';
import type { Store } from './store';

/** The pause before the next attempt to connect. */
const RETRY_MS = 1000;
/** The local cloud sends a sample every second, so a longer silence means that it is gone. */
const SILENCE_MS = 8000;

export class Connection {
  private stream: EventSource | undefined;
  private retry: number | undefined;
  private silence: number | undefined;
  /** The cursor of the last entry received. */
  private cursor = '';
  /** The rescue that is open. */
  private rescue: RescueId | undefined;
  /** Incremented to invalidate requests in flight. */
  private turn = 0;

  constructor(private readonly store: Store) {}

  start(): void {
    document.addEventListener('visibilitychange', () => {
      // A browser allows few connections per origin: hidden pages leave them to visible ones.
      if (document.hidden) this.close();
      else void this.connect();
    });
    if (!document.hidden) void this.connect();
  }

  /** Fetches a rescue and follows its log lines. */
  async open(id: RescueId | undefined): Promise<void> {
    if (this.isOpen(id) && this.store.open?.failure === undefined) return;
    this.rescue = id;
    this.store.setOpen(id);
    const { cursor } = this;
    await this.fetchOpen();
    if (!this.stream || !this.isOpen(id)) return;
    // Entries received meanwhile lack the rescue's log lines, so the stream repeats them.
    this.cursor = cursor;
    this.listen();
  }

  private async connect(): Promise<void> {
    this.close();
    const { turn } = this;
    const snapshot = await get<Snapshot>('snapshot').catch(connectionAfter);
    if (turn !== this.turn) return;
    if (typeof snapshot === 'string') {
      // Whatever the reason, there is no local cloud to show.
      this.lose(snapshot);
      return;
    }
    this.cursor = snapshot.cursor;
    this.store.begin(snapshot);
    await this.fetchOpen();
    if (turn === this.turn) this.listen();
  }

  private isOpen(id: RescueId | undefined): boolean {
    return id === undefined ? this.rescue === undefined : isSameRescue(id, this.rescue);
  }

  private async fetchOpen(): Promise<void> {
    const { rescue: id } = this;
    if (id === undefined) return;
    try {
      const detail = await get<RescueDetail>(rescuePath(id));
      if (this.isOpen(id)) this.store.setOpen(id, detail);
    } catch (error) {
      if (this.isOpen(id)) this.store.setOpen(id, undefined, messageOf(error));
    }
  }

  /** Opens the stream, or reopens it for the log lines of another rescue. */
  private listen(): void {
    this.close();
    const { requestId: logs = 'none', function: name = '' } = this.rescue ?? {};
    const query = new URLSearchParams({ after: this.cursor, logs, function: name });
    const stream = new EventSource(`${CONSOLE_PATHS.api}events?${query.toString()}`);
    this.stream = stream;
    stream.onopen = () => {
      this.hear();
      this.store.setConnection('live');
    };
    stream.onerror = () => {
      // The browser reconnects on its own unless the request was refused.
      if (stream.readyState === EventSource.CLOSED) this.lose();
      else this.store.setConnection('gone');
    };
    stream.addEventListener('reset', () => void this.connect());
    listenTo(stream, 'entry', (entry, id) => {
      this.cursor = id;
      this.store.note(entry, id);
      if (isOtherStack(entry)) void this.connect();
    });
    listenTo(stream, 'status', (status) => {
      this.store.setStatus(status);
    });
    listenTo(stream, 'sample', (sample) => {
      this.hear();
      this.store.addSample(sample);
    });
  }

  private close(): void {
    this.turn += 1;
    this.stream?.close();
    this.stream = undefined;
    window.clearTimeout(this.retry);
    window.clearTimeout(this.silence);
  }

  private lose(connection: 'gone' | 'locked' = 'gone'): void {
    this.close();
    this.store.setConnection(connection);
    this.retry = window.setTimeout(() => void this.connect(), RETRY_MS);
  }

  private hear(): void {
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      this.lose();
    }, SILENCE_MS);
  }
}

/** A run with another token refuses the page. */
function connectionAfter(error: unknown): 'gone' | 'locked' {
  return error instanceof ApiFailure && error.status === 403 ? 'locked' : 'gone';
}

/** Whether the functions and queues may have changed, which includes a failed deletion. */
function isOtherStack(entry: TimedEntry): boolean {
  if (entry.type !== 'stack' || entry.resource !== undefined) return false;
  return !entry.status.endsWith('_IN_PROGRESS');
}

interface StreamData {
  readonly entry: TimedEntry;
  readonly status: Status;
  readonly sample: Sample;
}

function listenTo<Type extends keyof StreamData>(
  stream: EventSource,
  type: Type,
  take: (data: StreamData[Type], id: string) => void,
): void {
  stream.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
    take(JSON.parse(data) as StreamData[Type], lastEventId);
  });
}
