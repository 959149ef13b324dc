// Faults of operations: injected between a call and its response.
import { errorResponse } from '../error-response';
import type { RecognizedCall } from '../recognition';
import { NO_RESPONSE, type WireResponse } from '../wire';
import type { Faults } from './faults';
import { AWS_ERROR, OPERATION_KINDS } from './kinds';

/** The messages of services' errors, as far as they are known. */
const MESSAGES: Readonly<Record<string, string>> = {
  AccessDenied: 'Access Denied',
  SlowDown: 'Please reduce your request rate.',
  ThrottlingException: 'Rate exceeded',
};

/** Faults that crash the caller crash only a process of the local cloud. The developer just gets no response. */
export async function withOperationFaults<Runtime>(
  call: RecognizedCall<Runtime>,
  faults: Pick<Faults, 'strike'>,
  respond: () => Promise<WireResponse>,
): Promise<WireResponse | typeof NO_RESPONSE> {
  const { service, operation, caller } = call;
  if (operation === undefined) return respond();
  const struck = caller ? `the ${caller.kind} ${caller.name}` : 'a caller from outside';
  const kind = faults.strike(`${service.name}.${operation}`, { struck }, isInjectedHere);
  switch (kind) {
    case undefined:
      return respond();
    case 'refused':
      return NO_RESPONSE;
    case 'unanswered':
      await respond();
      return NO_RESPONSE;
    case 'crash-before':
      await caller?.kill();
      return NO_RESPONSE;
    case 'crash-after':
      await respond();
      await caller?.kill();
      return NO_RESPONSE;
    default:
      return errorResponse(
        call,
        kind,
        MESSAGES[kind] ?? `${operation} fails because of an injected ${kind}.`,
      );
  }
}

/** The service injects all other kinds. */
function isInjectedHere(kind: string): boolean {
  return Object.hasOwn(OPERATION_KINDS, kind) || AWS_ERROR.test(kind);
}
