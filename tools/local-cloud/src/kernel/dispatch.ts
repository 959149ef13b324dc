// Has a service handle a recognized call: reads its input, checks whether it is allowed, and writes the response.
import type { Call, Operation } from './aws-service';
import { ApiError } from './errors';
import type { RecognizedCall } from './recognition';
import type { WireResponse } from './wire';

/** @returns the response to a call that is not allowed; undefined if it is allowed */
export type Refuse<Runtime> = (
  operation: Operation<Runtime, unknown>,
  call: Call,
) => WireResponse | undefined;

/** An {@link ApiError} becomes a response in the service's protocol. Any other error is a defect, and is thrown. */
export async function dispatch<Runtime>(
  recognized: Pick<RecognizedCall<Runtime>, 'service' | 'operation' | 'request' | 'caller'>,
  runtime: Runtime,
  refuse: Refuse<Runtime>,
): Promise<WireResponse> {
  const { service, operation: name, request, caller } = recognized;
  const { protocol, operations } = service.api;
  try {
    if (name === undefined || !Object.hasOwn(operations, name)) {
      throw protocol.unsupported(service.title, name, request);
    }
    const operation = operations[name] as Operation<Runtime, unknown>;
    const call = { input: protocol.read(request), request, caller };
    const refusal = refuse(operation, call);
    if (refusal) return refusal;
    return protocol.write(await operation.handle(call, runtime), name);
  } catch (error) {
    if (error instanceof ApiError) return protocol.writeError(error, request);
    throw error;
  }
}
