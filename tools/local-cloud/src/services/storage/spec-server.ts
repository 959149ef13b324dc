// For specs: the storage behind a real HTTP server on the loopback, with unchanged SDK clients.
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsService } from '../../kernel/aws-service';
import { dispatch } from '../../kernel/dispatch';
import { isCallable } from '../../kernel/recognition';
import type { WireRequest, WireResponse } from '../../kernel/wire';
import { s3 } from '../s3';
import { sqs } from '../sqs';
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
  const clients = { sqs: new SQSClient(client), s3: new S3Client(client) };
  return {
    origin,
    storage,
    ...clients,
    async stop() {
      clients.sqs.destroy();
      clients.s3.destroy();
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
  const { status, ...answered } = await callStorage(storage, { method, url, headers, body });
  response.writeHead(status, answered.headers).end(answered.body);
}

const STORAGE_SERVICES: readonly AwsService<{ readonly storage: Storage }>[] = [sqs, s3];

/** Has the storage answer a request of SQS or S3, without asking who calls. */
export function callStorage(storage: Storage, request: WireRequest): Promise<WireResponse> {
  const service = STORAGE_SERVICES.filter(isCallable).find(({ api }) =>
    api.protocol.isFor(request),
  );
  if (service === undefined) throw new Error('neither SQS nor S3 is called');
  const operation = service.api.protocol.operationOf(request);
  const call = { service, operation, request, caller: undefined };
  return dispatch(call, { storage }, () => undefined);
}
