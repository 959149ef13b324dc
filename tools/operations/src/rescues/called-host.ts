// Which host a client talks to: the SDK resolves its endpoint from many places, and tells it to nobody but its requests.
import { type ECSClient } from '@aws-sdk/client-ecs';

/** Hosts of AWS in all partitions, also those in somebody's own network. */
const OF_AWS = /\.(amazonaws\.com(\.cn)?|api\.aws)$/;

/** @returns whether the host of the client's last call is one of AWS */
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
  return () => OF_AWS.test(host);
}
