// One fault, as people write it.
import { UsageError } from '../errors';
import type { FaultPoints } from './fault-points';
import type { Fault } from './faults';

const FORM = /^([^=:]+)=([^=:]+)(?::(\d{1,9}))?$/;

/**
 * @param points where faults can be injected
 * @param text `POINT=KIND` or `POINT=KIND:COUNT`
 * @param before what precedes it in the command
 * @example readFault(FAULT_POINTS, 'ecs.RunTask=ThrottlingException:2')
 * @throws {UsageError}
 */
export function readFault(
  points: Pick<FaultPoints, 'check'>,
  text: string,
  before = '--fault ',
): Fault {
  const [, point, kind, count = '1'] = FORM.exec(text) ?? [];
  if (point === undefined || kind === undefined) {
    throw new UsageError(
      `${before}${text} is not of the form POINT=KIND or POINT=KIND:COUNT: --fault list shows what there is`,
    );
  }
  const fault = { point, kind, count: Number(count) };
  try {
    points.check(point, kind, fault.count);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new UsageError(`${before}${text}: ${cause.message}`, { cause });
  }
  return fault;
}
