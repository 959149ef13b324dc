// Faults of single operations: they stand between a request and its answer.
import type { Callers } from '../authentication/callers';
import { type Interceptor, NO_ANSWER } from '../gateway';
import { errorAnswer } from './error-answer';
import { AWS_ERROR, OPERATION_KINDS } from './fault-points';
import type { Faults } from './faults';
import { operationOf } from './operations';

/** A caller that is no process of the local cloud can't be killed: it only gets no answer. */
export function operationFaults(faults: Faults, callers: Callers): Interceptor {
  return async (request, answer) => {
    const operation = operationOf(request);
    if (!operation) return answer();
    const caller = callers.of(request);
    const struck = caller ? `the ${caller.kind} ${caller.name}` : 'a caller from outside';
    const point = `${operation.service}.${operation.name}`;
    const kind = faults.strike(point, { struck }, isPlayedHere);
    switch (kind) {
      case undefined:
        return answer();
      case 'refused':
        return NO_ANSWER;
      case 'unanswered':
        await answer();
        return NO_ANSWER;
      case 'crash-before':
        await caller?.kill();
        return NO_ANSWER;
      case 'crash-after':
        await answer();
        await caller?.kill();
        return NO_ANSWER;
      default:
        return errorAnswer(operation, kind, request);
    }
  };
}

function isPlayedHere(kind: string): boolean {
  return Object.hasOwn(OPERATION_KINDS, kind) || AWS_ERROR.test(kind);
}
