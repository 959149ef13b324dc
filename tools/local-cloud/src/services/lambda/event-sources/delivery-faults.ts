// Faults of deliveries: which messages come late, twice at once, or once more.
import type { Faults } from '../../../kernel/faults/faults';
import type { Correlation } from '../../../kernel/correlation';
import type { SqsRecord } from './batch';

export class DeliveryFaults {
  constructor(
    private readonly faults: Faults,
    private readonly correlation: Pick<Correlation, 'ofMessage'>,
    private readonly queue: string,
  ) {}

  /** It is to be delivered after later ones. */
  isLate = (record: SqsRecord): boolean => this.strikes('late', record);

  /** It is to be delivered a second time at the same time. */
  isTwiceAtOnce = (record: SqsRecord): boolean => this.strikes('twice-at-once', record);

  /** It is to be delivered once more, although it was handled. */
  isDuplicate = (record: SqsRecord): boolean => this.strikes('duplicate', record);

  private strikes(wanted: string, record: SqsRecord): boolean {
    const struck = `the message ${record.messageId} of ${this.queue}`;
    const about = { ...this.correlation.ofMessage(this.queue, record), struck };
    return this.faults.strike('sqs.deliver', about, (kind) => kind === wanted) !== undefined;
  }
}

/** The record of a second delivery. */
export function deliveredAgain(record: SqsRecord): SqsRecord {
  const count = Number(record.attributes['ApproximateReceiveCount']) + 1;
  const attributes = { ...record.attributes, ApproximateReceiveCount: String(count) };
  return { ...record, attributes };
}
