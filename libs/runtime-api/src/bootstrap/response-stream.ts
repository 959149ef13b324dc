// The stream that a streaming handler writes to: the body of a request to the Runtime API, with AWS's additions.
import type { ClientRequest } from 'node:http';
import { RuntimeError } from './errors';

interface ResponseStream {
  write(chunk: unknown, ...rest: unknown[]): boolean;
  setContentType(contentType: string): void;
  /** Called with the plain `write` before the first chunk. */
  beforeFirstWrite?: (write: (chunk: string | Uint8Array) => void) => void;
}

/** Takes any value as a chunk, as JSON if it is neither text nor bytes. */
export function responseStream(request: ClientRequest): ClientRequest & ResponseStream {
  const write = request.write.bind(request) as (chunk: unknown, ...rest: unknown[]) => boolean;
  let started = false;
  const additions: ResponseStream = {
    setContentType(contentType) {
      if (started) {
        const why = 'Cannot set content-type, too late.';
        throw new RuntimeError('Runtime.InvalidStreamingOperation', why);
      }
      request.setHeader('content-type', contentType);
    },
    write(chunk, ...rest) {
      if (!started) stream.beforeFirstWrite?.(write);
      started = true;
      const plain = typeof chunk === 'string' || chunk instanceof Uint8Array;
      return write(plain ? chunk : JSON.stringify(chunk), ...rest);
    },
  };
  const stream = Object.assign(request, additions);
  return stream;
}

const PRELUDE_END = new Uint8Array(8);

/** Puts status and headers of an HTTP response before the body, for function URLs. */
export const HttpResponseStream = {
  from(stream: ResponseStream, prelude: unknown): ResponseStream {
    stream.setContentType('application/vnd.awslambda.http-integration-response');
    stream.beforeFirstWrite = (write) => {
      write(JSON.stringify(prelude));
      write(PRELUDE_END);
    };
    return stream;
  },
};
