// Requests for services that the local cloud does not play. S3 takes every path, so they are recognized before it.
import { randomUUID } from 'node:crypto';
import { signatureOf } from './signature';
import type { WireRequest, WireResponse } from './storage';

const PLAYED = new Set([...['s3', 'sqs', 'lambda', 'ecs', 'logs', 'cloudformation', 'sts', 'ecr']]);

/** @returns undefined for a request of a service that is played, and for one that is not signed */
export function refuseOtherServices(request: WireRequest): WireResponse | undefined {
  const service = signatureOf(request)?.service;
  if (service === undefined || PLAYED.has(service)) return undefined;
  const code = 'UnknownOperationException';
  const message = `The local cloud does not play ${service}.`;
  const form = String(request.headers['content-type']).startsWith(
    'application/x-www-form-urlencoded',
  );
  const body = form
    ? `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`
    : JSON.stringify({ __type: code, message });
  const type = form ? 'text/xml' : 'application/json';
  return {
    status: 400,
    headers: { 'content-type': type, 'x-amzn-errortype': code, 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(body),
  };
}
