// How much memory the task has, by the metadata endpoint of ECS.
import { httpGet } from './http-get';

const LIMITS = { maxBytes: 1_000_000, silenceMs: 2_000 };

/**
 * The task's memory in MiB, or undefined when the runner does not run in ECS.
 *
 * @param metadataUri the value of ECS_CONTAINER_METADATA_URI_V4
 * @throws {Error} if ECS does not answer, or not as documented
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html
 */
export async function taskMemoryMb(metadataUri: string | undefined): Promise<number | undefined> {
  if (metadataUri === undefined) return undefined;
  const { status, body } = await httpGet(`${metadataUri}/task`, LIMITS);
  if (status !== 200) throw new Error(`HTTP ${status} from ${metadataUri}/task`);
  const { Limits } = JSON.parse(body.toString()) as { Limits?: { Memory?: unknown } };
  return typeof Limits?.Memory === 'number' ? Limits.Memory : undefined;
}
