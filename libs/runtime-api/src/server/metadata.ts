// The metadata endpoint that Lambda gives to functions beside the Runtime API:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-metadata-endpoint.html
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the endpoint tells of the machine. */
export interface Metadata {
  /** Such as euw1-az1; Lambda's own name for it is AvailabilityZoneID. */
  readonly availabilityZoneId?: string;
}

const PATH = /^\/2026-01-15\/metadata\/execution-environment$/;

export class MetadataEndpoint {
  /** What a request must have in its `Authorization`, so that nothing else on the machine can ask. */
  readonly token = randomUUID();

  constructor(private readonly metadata: Metadata) {}

  /** Answers a request for metadata. Returns false, and has done nothing, if it is for something else. */
  serves({ url = '', method, headers }: IncomingMessage, response: ServerResponse): boolean {
    if (!PATH.test(url)) return false;
    if (method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
    else if (headers.authorization !== `Bearer ${this.token}`) response.writeHead(401).end();
    else {
      const { availabilityZoneId: AvailabilityZoneID } = this.metadata;
      const body = JSON.stringify({ AvailabilityZoneID });
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }
    return true;
  }
}
