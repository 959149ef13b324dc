// Requests for services that the local cloud does not emulate. S3 accepts every path, so these requests are recognized first.
import { randomUUID } from 'node:crypto';
import { cborMap } from './protocols/cbor';
import { header, type WireRequest, type WireResponse } from './wire';

/** Services that use REST with XML. A request without a body does not show it. */
const XML_SERVICES = new Set(['route53', 'cloudfront']);

const CODE = 'UnknownOperationException';

/** @param service as the request names it */
export function refuseForeign(request: WireRequest, service: string): WireResponse {
  const message = `${service} is not emulated by the local cloud. Its client can be pointed to a stand-in by the variable AWS_ENDPOINT_URL_<SERVICE>.`;
  if (header(request, 'smithy-protocol') === 'rpc-v2-cbor') {
    const body = cborMap({ __type: CODE, message });
    return respond('application/cbor', body, { 'smithy-protocol': 'rpc-v2-cbor' });
  }
  if (isXml(request, service)) return respond('text/xml', xml(service, message));
  return respond('application/json', JSON.stringify({ __type: CODE, message }));
}

function isXml(request: WireRequest, service: string): boolean {
  const type = header(request, 'content-type') ?? '';
  return type.startsWith('application/x-www-form-urlencoded') || XML_SERVICES.has(service);
}

/** Only EC2 returns its errors in a list. */
function xml(service: string, message: string): string {
  const text = message.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const error = `<Error><Type>Sender</Type><Code>${CODE}</Code><Message>${text}</Message></Error>`;
  return service === 'ec2'
    ? `<Response><Errors>${error}</Errors></Response>`
    : `<ErrorResponse>${error}</ErrorResponse>`;
}

function respond(
  type: string,
  body: string | Buffer,
  more: Readonly<Record<string, string>> = {},
): WireResponse {
  const headers = {
    'content-type': type,
    'x-amzn-errortype': CODE,
    'x-amzn-requestid': randomUUID(),
    ...more,
  };
  return { status: 400, headers, body: Buffer.from(body) };
}
