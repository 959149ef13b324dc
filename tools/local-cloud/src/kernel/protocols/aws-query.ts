// AWS's query protocol, which CloudFormation and STS use: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
import { randomUUID } from 'node:crypto';
import { ApiError } from '../errors';
import { header, type WireRequest, type WireResponse } from '../wire';
import type { Protocol } from './protocol';
import { escapeXml } from './xml';

/** Text, lists of values, and structures of them. */
export type QueryInput = Readonly<Record<string, unknown>>;

const FORM = 'application/x-www-form-urlencoded';

/** @param version of the API, by which the services differ */
export function awsQuery(version: string): Protocol<QueryInput> {
  const formOf = (request: WireRequest) => {
    const form = isForm(request) ? readForm(request.body.toString()) : {};
    return form['Version'] === version ? form : {};
  };
  return {
    name: 'awsQuery',
    errorDialect: 'query',
    isFor: (request) => formOf(request)['Action'] !== undefined,
    operationOf: (request) => {
      const { Action: action } = formOf(request);
      return typeof action === 'string' ? action : undefined;
    },
    read: (request) => {
      const input = { ...formOf(request) };
      delete input['Action'];
      delete input['Version'];
      return input;
    },
    write: (result, operation) => writeResult(operation, version, result as object),
    writeError,
    unsupported: (service, operation = 'a request without Action') =>
      new ApiError('InvalidAction', `The local cloud does not support ${operation} of ${service}.`),
  };
}

/** Whether a request is a form, as those of this protocol are. */
export function isForm(request: WireRequest): boolean {
  return request.method === 'POST' && (header(request, 'content-type') ?? '').startsWith(FORM);
}

/** `Tags.member.2.Key=a` is the member Key of the second of the list Tags; `Tags=` an empty list. */
function readForm(body: string): Record<string, unknown> {
  const root = empty();
  for (const [name, value] of new URLSearchParams(body)) {
    const steps = name.split('.');
    const last = steps.pop() ?? '';
    let at = root;
    for (const step of steps) at = (at[step] ??= empty()) as Record<string, unknown>;
    at[last] = value;
  }
  return withLists(root) as Record<string, unknown>;
}

/** Without a prototype, because a form can use any name, such as `__proto__`. */
const empty = () => Object.create(null) as Record<string, unknown>;

function withLists(value: unknown): unknown {
  if (typeof value === 'string') return value;
  const { member, ...rest } = value as Record<string, unknown>;
  // By their numbers, which are keys in this order.
  if (member !== undefined) return Object.values(member as object).map(withLists);
  return Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, withLists(one)]));
}

/** @param result lists become members, and dates ISO 8601; undefined is left out */
function writeResult(action: string, version: string, result: object): WireResponse {
  const id = randomUUID();
  const body = `<${action}Result>${members(result)}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata>`;
  const xml = `<${action}Response xmlns="https://local/doc/${version}/">${body}${metadata}</${action}Response>`;
  return respond(200, xml, id);
}

/** An error as a client of this protocol understands it. */
function writeError({ code, message, status }: ApiError): WireResponse {
  const id = randomUUID();
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return respond(status, `<ErrorResponse>${error}<RequestId>${id}</RequestId></ErrorResponse>`, id);
}

function members(structure: object): string {
  return Object.entries(structure)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${content(value)}</${name}>`)
    .join('');
}

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${content(one)}</member>`).join('');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) return members(value);
  return escapeXml(String(value));
}

function respond(status: number, xml: string, id: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id },
    body: Buffer.from(`<?xml version="1.0"?>\n${xml}`),
  };
}
