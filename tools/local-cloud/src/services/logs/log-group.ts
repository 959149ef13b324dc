// One log group: its streams, and the last lines that were written to any of them.

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html */
export interface LogEvent {
  /** Grows with every event. */
  readonly id: number;
  readonly stream: string;
  /** Milliseconds since 1970. Also the time of ingestion, because an event arrives here when it happens. */
  readonly timestamp: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  /** Undefined for a stream without events. */
  firstEventAt?: number;
  lastEventAt?: number;
}

/** How much a group keeps. Unlike on AWS, the amount decides when older lines are dropped, not their age. */
export const MAX_KEPT_LINES = 10_000;
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

export class LogGroup {
  readonly createdAt = Date.now();
  private readonly kept: LogEvent[] = [];
  private readonly streamsByName = new Map<string, LogStream>();
  private bytes = 0;
  private lastId = 0;
  /** Undefined if events never expire. Only reported: see {@link MAX_KEPT_LINES}. */
  retentionDays: number | undefined;

  constructor(readonly name: string) {}

  write(streamName: string, message: string): void {
    const timestamp = Date.now();
    const stream = this.streamsByName.get(streamName) ?? this.createStream(streamName);
    stream.firstEventAt ??= timestamp;
    stream.lastEventAt = timestamp;
    this.lastId += 1;
    this.kept.push({ id: this.lastId, stream: streamName, timestamp, message });
    this.bytes += Buffer.byteLength(message);
    while (this.kept.length > MAX_KEPT_LINES || this.bytes > MAX_KEPT_BYTES) {
      this.bytes -= Buffer.byteLength(this.kept.shift()?.message ?? '');
    }
  }

  /** Creates a stream without events. */
  createStream(name: string): LogStream {
    const stream: LogStream = { name, createdAt: Date.now() };
    this.streamsByName.set(name, stream);
    return stream;
  }

  /** In the order in which they were written. */
  get events(): readonly LogEvent[] {
    return this.kept;
  }

  get streams(): readonly LogStream[] {
    return [...this.streamsByName.values()];
  }
}
