// The timeline as server-sent events: first the missed entries, then new ones.
// https://html.spec.whatwg.org/multipage/server-sent-events.html
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sample, Status } from './api';
import { type RescueId, rescuesOf, type TimedEntry } from '../timeline';
import { SECURITY_HEADERS } from './answer';
import type { Journal } from './journal';
import { RequestError } from './request-error';

/** For status and samples: a reader with more than this unread is disconnected. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
/** Bounds the memory for unread data. */
const MAX_STREAMS = 50;
const RETRY_MS = 1000;

export interface StreamOptions {
  /** The reader's cursor, if it has one. */
  readonly after: string | undefined;
  /** Which log lines to send: all, none, or those of a rescue; without a function, of every rescue with the request id. */
  readonly logs: 'all' | 'none' | Partial<RescueId>;
}

/** What is sent in addition to entries. */
export type Notice =
  | { readonly type: 'status'; readonly data: Status }
  | { readonly type: 'sample'; readonly data: Sample };

export class EventStreams {
  private readonly open = new Set<EventStream>();

  constructor(private readonly journal: Journal) {}

  /**
   * @param status the current status, in case the reader missed a change
   * @throws {RequestError} 503
   */
  begin(
    request: IncomingMessage,
    response: ServerResponse,
    options: StreamOptions,
    status: Status,
  ): void {
    if (this.open.size >= MAX_STREAMS) {
      throw new RequestError(
        503,
        `${MAX_STREAMS} readers are connected, which is the maximum: disconnect one of them.`,
      );
    }
    const stream = new EventStream(response, this.journal, options);
    this.open.add(stream);
    request.on('close', () => {
      stream.end();
      this.open.delete(stream);
    });
    stream.write(textOf({ type: 'status', data: status }));
  }

  tell(notice: Notice): void {
    const text = textOf(notice);
    for (const stream of this.open) stream.write(text);
  }

  close(): void {
    for (const stream of this.open) stream.end();
    this.open.clear();
  }
}

function textOf({ type, data }: Notice): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

class EventStream {
  private readonly unsubscribe: () => void;
  /** The last entry that was sent. */
  private cursor: string | undefined;
  /** Whether the reader is slow: entries stay in the journal until it has read what was sent. */
  private isWaiting = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly journal: Journal,
    private readonly options: StreamOptions,
  ) {
    this.cursor = options.after;
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream' });
    response.write(`retry: ${RETRY_MS}\n\n`);
    response.on('drain', () => {
      this.isWaiting = false;
      this.catchUp();
    });
    this.catchUp();
    this.unsubscribe = journal.subscribe(() => {
      this.catchUp();
    });
  }

  /** @returns false if the reader is slow */
  write(text: string): boolean {
    if (this.response.destroyed) return false;
    const hasRoom = this.response.write(text);
    if (this.response.writableLength > MAX_WAITING_BYTES) this.response.destroy();
    return hasRoom;
  }

  end(): void {
    this.unsubscribe();
    this.response.end();
  }

  private catchUp(): void {
    if (this.isWaiting) return;
    const entries = this.journal.after(this.cursor);
    if (entries === undefined) {
      this.cursor = this.journal.cursor;
      this.write('event: reset\ndata: {}\n\n');
      return;
    }
    for (const { number, entry, json } of entries) {
      this.cursor = this.journal.cursorOf(number);
      if (!this.isWanted(entry)) continue;
      const text = `id: ${this.cursor}\nevent: entry\ndata: ${json}\n\n`;
      if (this.write(text)) continue;
      this.isWaiting = true;
      return;
    }
  }

  private isWanted(entry: TimedEntry): boolean {
    const { logs } = this.options;
    if (entry.type !== 'log' || logs === 'all') return true;
    if (logs === 'none') return false;
    const { requestId, function: name } = logs;
    return rescuesOf(entry).some(
      (one) => one.requestId === requestId && (name === undefined || one.function === name),
    );
  }
}
