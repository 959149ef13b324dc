// A server on the loopback that answers as AWS would, so that the SDK itself reads the answers.
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly path: string;
  /** The operation in AWS's JSON protocols: `FilterLogEvents`. */
  readonly action: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpServer {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers the requests from now on. */
  answer: (asked: Asked) => Answer;
  close(): Promise<void>;
}

export async function startHttpServer(): Promise<HttpServer> {
  const asked: Asked[] = [];
  const started: HttpServer = {
    url: '',
    asked,
    answer: () => ({ status: 500, body: '' }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = http.createServer((request, response) => {
    void text(request).then((body) => {
      const { url: path = '', headers: sent } = request;
      const action = String(sent['x-amz-target'] ?? '').replace(/^.*\./, '');
      const one = { path, action, headers: sent, body };
      asked.push(one);
      const { status, headers, body: answer } = started.answer(one);
      response.writeHead(status, headers).end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(started, { url });
}

/** The settings of a client of such a server. It tries once, so that errors come at once. */
export function clientSettings(endpoint: string) {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  return { endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 };
}
