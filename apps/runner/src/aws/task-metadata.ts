// Reads the metadata of the task that the runner runs in.
import { httpGet } from './http-get';

export interface TaskMetadata {
  /** In MiB. */
  readonly memoryMb?: number;
  /** The zone's name, such as eu-west-1a. ECS does not report its id. */
  readonly availabilityZone?: string;
}

const LIMITS = { maxBytes: 1_000_000, idleMs: 2_000 };

/**
 * Returns an empty object outside of ECS.
 *
 * @param metadataUri the value of ECS_CONTAINER_METADATA_URI_V4
 * @throws {Error} if ECS does not respond, or not as documented
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html
 */
export async function getTaskMetadata(metadataUri: string | undefined): Promise<TaskMetadata> {
  if (metadataUri === undefined) return {};
  const { status, body } = await httpGet(`${metadataUri}/task`, LIMITS);
  if (status !== 200) throw new Error(`HTTP ${status} from ${metadataUri}/task`);
  const { Limits, AvailabilityZone } = JSON.parse(body.toString()) as {
    Limits?: { Memory?: unknown };
    AvailabilityZone?: unknown;
  };
  return {
    ...(typeof Limits?.Memory === 'number' && { memoryMb: Limits.Memory }),
    ...(typeof AvailabilityZone === 'string' && { availabilityZone: AvailabilityZone }),
  };
}
