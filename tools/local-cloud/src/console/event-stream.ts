// The timeline as server-sent events: what a reader has missed, and then what happens.
// https://html.spec.whatwg.org/multipage/server-sent-events.html
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sample, Status } from '@immortal/console';
import { requestIdsOf } from '@immortal/timeline';
import { SECURITY_HEADERS } from './answer';
import type { Journal, NumberedEntry } from './journal';

/** A reader that is so far behind is cut off; it comes back and goes on where it was. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
const RETRY_MS = 1000;

export interface StreamOptions {
  /** The reader's own place, if it has one. */
  readonly after: string | undefined;
  /** `all`, `none`, or a request whose lines are wanted. */
  readonly logs: string;
}

/** What is sent beside entries. */
export type Notice =
  | { readonly type: 'status'; readonly data: Status }
  | { readonly type: 'sample'; readonly data: Sample };

export class EventStreams {
  private readonly open = new Set<EventStream>();

  constructor(private readonly journal: Journal) {}

  begin(request: IncomingMessage, response: ServerResponse, options: StreamOptions): void {
    const stream = new EventStream(response, this.journal, options);
    this.open.add(stream);
    request.on('close', () => {
      stream.end();
      this.open.delete(stream);
    });
  }

  tell({ type, data }: Notice): void {
    const text = `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const stream of this.open) stream.write(text);
  }

  close(): void {
    for (const stream of this.open) stream.end();
    this.open.clear();
  }
}

class EventStream {
  private readonly unsubscribe: () => void;

  constructor(
    private readonly response: ServerResponse,
    private readonly journal: Journal,
    private readonly options: StreamOptions,
  ) {
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream' });
    response.write(`retry: ${RETRY_MS}\n\n`);
    const missed = journal.after(options.after);
    if (missed === undefined) this.write('event: reset\ndata: {}\n\n');
    else missed.forEach(this.pass);
    this.unsubscribe = journal.subscribe(this.pass);
  }

  write(text: string): void {
    if (this.response.destroyed) return;
    this.response.write(text);
    if (this.response.writableLength > MAX_WAITING_BYTES) this.response.destroy();
  }

  end(): void {
    this.unsubscribe();
    this.response.end();
  }

  private readonly pass = ({ number, entry, json }: NumberedEntry): void => {
    const { logs } = this.options;
    const isWanted = entry.type !== 'log' || logs === 'all' || requestIdsOf(entry).includes(logs);
    if (!isWanted) return;
    this.write(`id: ${this.journal.cursorOf(number)}\nevent: entry\ndata: ${json}\n\n`);
  };
}
