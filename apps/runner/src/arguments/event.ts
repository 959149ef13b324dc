// The original event as bytes, from the contract or from where the contract says that it lies.
import { ContractError, CONTRACT_VARIABLES, formatS3Uri, type EventSource } from '@immortal/shared';
import { type RetryDeps } from '../aws/retry';
import { getS3Object, type Signer } from '../aws/s3-object';

/** Bytes: more than Lambda takes in any way (6 MB synchronously, 1 MB asynchronously). */
const MAX_EVENT_BYTES = 8_000_000;

/**
 * @throws {ContractError} if what lies in S3 is not JSON
 * @throws {RefusalError} if the object is not there, may not be read, or is larger than any event
 * @throws {TemporaryError} if S3 cannot be reached or has no time
 */
export async function handlerEvent(
  source: EventSource,
  signer: Signer,
  deps: RetryDeps & { readonly env: NodeJS.ProcessEnv },
): Promise<Buffer> {
  if ('text' in source) return Buffer.from(source.text);
  const event = await getS3Object(source.s3, MAX_EVENT_BYTES, signer, deps);
  try {
    JSON.parse(event.toString());
  } catch (cause) {
    throw new ContractError(
      `${CONTRACT_VARIABLES.eventS3} is ${formatS3Uri(source.s3)}, and what lies there is not JSON. Store the event as JSON text.`,
      { cause },
    );
  }
  return event;
}
