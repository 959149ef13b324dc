// The faults of the load test: each for a share of all launches, in the same places and order every time.
import { type Faults } from '@immortal/local-cloud';

/** Shares of RunTask's responses, of deliveries, and of launches. */
const SHARES = { failures: 0.02, duplicates: 0.01, crashes: 0.005 };

type Place = readonly [point: string, kind: string];

/** A crash of the secondary at every point between receiving a message and responding. */
const CRASHES: readonly [Place, ...Place[]] = [
  ['function', 'crash'],
  ['ecs.RunTask', 'crash-before'],
  ['ecs.RunTask', 'crash-after'],
  ['s3.PutObject', 'crash-before'],
  ['s3.PutObject', 'crash-after'],
];
const DUPLICATES: readonly [Place, ...Place[]] = [
  ['sqs.deliver', 'duplicate'],
  ['sqs.deliver', 'twice-at-once'],
];

export class Chaos {
  private readonly done = { failures: 0, duplicates: 0, crashes: 0 };

  constructor(private readonly faults: Faults) {}

  /** Arms the faults that are due after this many launches. */
  arm(launched: number): void {
    this.due('failures', launched, () => ['ecs.RunTask', 'failures']);
    this.due('duplicates', launched, (count) => at(DUPLICATES, count));
    this.due('crashes', launched, (count) => at(CRASHES, count));
  }

  /** How many of each kind were armed. */
  get counts(): Readonly<typeof this.done> {
    return this.done;
  }

  private due(kind: keyof typeof SHARES, launched: number, fault: (count: number) => Place): void {
    while (this.done[kind] < launched * SHARES[kind]) {
      const [point, name] = fault(this.done[kind]);
      this.faults.arm({ point, kind: name });
      this.done[kind] += 1;
    }
  }
}

function at(all: readonly [Place, ...Place[]], count: number): Place {
  return all[count % all.length] ?? all[0];
}
