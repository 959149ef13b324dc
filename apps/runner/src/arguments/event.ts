// The original event as bytes, from the contract itself or from the S3 address in it.
import { ContractError, CONTRACT_VARIABLES, formatS3Uri, type EventSource } from '@immortal/shared';
import { type RetryDeps } from '../aws/retry';
import { getS3Object, type Signer } from '../aws/s3-object';

/** More than the largest event of Lambda: 6 MB synchronously, 1 MB asynchronously. */
const MAX_EVENT_BYTES = 8_000_000;

/**
 * @throws {ContractError} if the S3 object is not JSON
 * @throws {RefusalError} if the object is missing, not readable, or larger than any event
 * @throws {TemporaryError} if S3 is unreachable or unavailable
 */
export async function readEvent(
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
      `${CONTRACT_VARIABLES.eventS3} is ${formatS3Uri(source.s3)}, and that object is not JSON. Store the event as JSON text.`,
      { cause },
    );
  }
  return event;
}
