// For specs: the storage behind a real HTTP server on the loopback, with unchanged SDK clients.
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startStorage, type Storage } from './start-storage';

export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';

export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

export interface SpecServer {
  readonly origin: string;
  readonly storage: Storage;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  stop(): Promise<void>;
}

export async function startSpecServer(): Promise<SpecServer> {
  const server = http.createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const storage = await startStorage({ region: REGION, accountId: ACCOUNT, origin });
  server.on('request', (request, response) => void answer(storage, request, response));
  const client = {
    region: REGION,
    endpoint: origin,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const [sqs, s3] = [new SQSClient(client), new S3Client(client)];
  return {
    ...{ origin, storage, sqs, s3 },
    async stop() {
      sqs.destroy();
      s3.destroy();
      await storage.close();
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

async function answer(
  storage: Storage,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const body = Buffer.concat((await request.toArray()) as Buffer[]);
  const { method = '', url = '', headers } = request;
  const answered = await storage.handle({ method, url, headers, body });
  response.writeHead(answered.status, answered.headers).end(answered.body);
}
