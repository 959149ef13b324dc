// Whether a host belongs to AWS: only AWS has a console.
import { type ECSClient } from '@aws-sdk/client-ecs';

/** The hosts of AWS in all partitions, with the endpoints of a VPC. */
const AWS_HOST = /\.(amazonaws\.com(\.cn)?|api\.aws)$/;

export function isAwsHost(hostname: string): boolean {
  return AWS_HOST.test(hostname);
}

/**
 * Watches which host a client calls: the SDK resolves its endpoint from many sources, and only its requests show it.
 *
 * @returns whether the host of the client's last call belongs to AWS
 */
export function watchHost(client: ECSClient): () => boolean {
  let host = '';
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === 'object' && request !== null && 'hostname' in request) {
        host = String(request.hostname);
      }
      return next(args);
    },
    { step: 'build', name: 'watchHost' },
  );
  return () => isAwsHost(host);
}
