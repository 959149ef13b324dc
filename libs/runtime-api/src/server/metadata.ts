// The metadata endpoint that Lambda provides to functions in addition to the Runtime API:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-metadata-endpoint.html
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';

/** The endpoint's response. */
export interface Metadata {
  /** AvailabilityZoneID in Lambda's response, such as euw1-az1. */
  readonly availabilityZoneId?: string | undefined;
}

const PATH = /^\/2026-01-15\/metadata\/execution-environment$/;

export class MetadataEndpoint {
  /** The bearer token of valid requests, which only the function knows. */
  readonly token = randomUUID();

  constructor(private readonly metadata: Metadata) {}

  /** @returns false, without a response, if the request is not for the metadata */
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
