// Where faults can be injected, and what can happen there: everything that the services declare.
import type { AwsService } from '../aws-service';
import { UsageError } from '../errors';
import { AWS_ERROR, type Kinds, OPERATION_KINDS } from './kinds';

type Declaring = Pick<AwsService<never>, 'name' | 'api' | 'faults'>;

export class FaultPoints {
  /** The operations that the local cloud supports, by service. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** The kinds that single operations have in addition to those of every operation. */
  readonly moreOperationKinds: Readonly<Record<string, Kinds>>;
  /** The points that are not operations. */
  readonly points: Readonly<Record<string, Kinds>>;

  constructor(services: readonly Declaring[]) {
    const operations = services.map(({ name, api }) => ({
      name,
      all: Object.entries(api?.operations ?? {}),
    }));
    this.operations = Object.fromEntries(
      operations
        .filter(({ all }) => all.length > 0)
        .map(({ name, all }) => [name, all.map(([operation]) => operation)]),
    );
    this.moreOperationKinds = Object.fromEntries(
      operations.flatMap(({ name, all }) =>
        all.flatMap(([operation, { faults }]) =>
          faults ? [[`${name}.${operation}`, faults]] : [],
        ),
      ),
    );
    this.points = Object.fromEntries(services.flatMap(({ faults = {} }) => Object.entries(faults)));
  }

  /** @throws {UsageError} that names what would be right */
  check(point: string, kind: string, count: number): void {
    const kinds = this.kindsOf(point);
    const fault = `the fault ${point}=${kind}`;
    const isOperation = this.isOperation(point);
    if (!Object.hasOwn(kinds, kind) && !(isOperation && AWS_ERROR.test(kind))) {
      const error = isOperation ? ' or an error of AWS such as ThrottlingException' : '';
      throw new UsageError(
        `${fault} has an unknown kind: use ${Object.keys(kinds).join(', ')}${error}`,
      );
    }
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new UsageError(`${fault} has the count ${count}: pass a whole number from 1 on`);
    }
  }

  private kindsOf(point: string): Kinds {
    if (this.isOperation(point)) return { ...OPERATION_KINDS, ...this.moreOperationKinds[point] };
    if (Object.hasOwn(this.points, point)) return this.points[point] ?? {};
    throw new UsageError(
      `the fault point ${JSON.stringify(point)} does not exist: use ${this.suggestionsFor(point)}`,
    );
  }

  private isOperation(point: string): boolean {
    const [service = '', operation = ''] = point.split('.');
    if (!Object.hasOwn(this.operations, service)) return false;
    return this.operations[service]?.includes(operation) === true;
  }

  /** The service's points if there is such a service, and otherwise all points. */
  private suggestionsFor(point: string): string {
    const [service = ''] = point.split('.');
    const points = Object.keys(this.points);
    if (!Object.hasOwn(this.operations, service)) {
      const services = Object.keys(this.operations).join(', ');
      return `<service>.<Operation> (${services}), ${points.join(', ')}`;
    }
    const others = points.filter((one) => one.startsWith(`${service}.`));
    const names = others.map((one) => one.slice(service.length + 1));
    return [...(this.operations[service] ?? []), ...names].join(', ');
  }
}
