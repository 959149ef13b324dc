// For specs: requests with any header and any path, which fetch would not send.
import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export async function rawRequest(
  url: string,
  headers: http.OutgoingHttpHeaders = {},
  { method = 'GET', body = '', path }: { method?: string; body?: string; path?: string } = {},
): Promise<RawAnswer> {
  const request = http.request(url, { method, headers, ...(path !== undefined && { path }) });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}
