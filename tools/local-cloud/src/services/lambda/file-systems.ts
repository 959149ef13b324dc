// Functions with a file system: they can't have it here, because they are processes of this machine.
import type { Outcome } from '@immortal/runtime-api';

/** As in the template, and in GetFunction's answer. */
export interface FileSystemConfig {
  /** Of the access point. */
  readonly Arn: string;
  readonly LocalMountPath: string;
}

/** The part of a function that is needed here. */
interface Mounting {
  readonly name: string;
  readonly fileSystems: readonly FileSystemConfig[];
}

/**
 * How an attempt of the function ends before it begins; undefined for a function without a file system.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export function failedMount({ name, fileSystems }: Mounting): Outcome | undefined {
  const [first] = fileSystems;
  if (first === undefined) return undefined;
  const errorType = 'EFSMountFailureException';
  const errorMessage = `The local cloud can't mount the file system of ${name} at ${first.LocalMountPath}, because a function is a process of this machine. Its tasks have the file system with --tasks docker; to see one, let the attempts time out with --fault attempt=timeout:3.`;
  const payload = Buffer.from(JSON.stringify({ errorType, errorMessage }));
  return { kind: 'init-error', errorType, payload };
}
