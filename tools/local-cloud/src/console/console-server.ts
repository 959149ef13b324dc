// Serves the console's page and API, and refuses requests from foreign pages, also those to the AWS services.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { CONSOLE_PATHS } from './api';
import { type Address, addressOf } from './address';
import { type Answer, json, send } from './answer';
import type { EventStreams, StreamOptions } from './event-stream';
import {
  refuseForeignPages,
  refuseOtherNames,
  refuseRebound,
  refuseSimpleRequests,
} from './origin-check';
import type { PageFiles } from './page-files';
import type { TokenCheck } from './token-check';
import { RequestError } from './request-error';
import { type RouteDeps, routeOf } from './routes';

export interface ConsoleServerDeps extends RouteDeps {
  readonly files: PageFiles;
  readonly streams: EventStreams;
  readonly port: number;
  readonly tokenCheck: TokenCheck;
  /** Called with unexpected errors. */
  readonly onError: (error: unknown) => void;
}

export class ConsoleServer {
  constructor(private readonly deps: ConsoleServerDeps) {}

  /** @returns false for a request to an AWS service */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    const { method = 'GET', url = '/', headers } = request;
    const address = addressOf({ method, url, headers });
    try {
      this.refuseForeign(headers, address);
      if (address === undefined) return false;
    } catch (error) {
      this.refuse(response, error);
      return true;
    }
    this.answer(request, response, address).catch((error: unknown) => {
      this.refuse(response, error);
    });
    return true;
  }

  /** @throws {RequestError} 403 */
  private refuseForeign(headers: IncomingHttpHeaders, address: Address | undefined): void {
    const { port } = this.deps;
    refuseForeignPages(headers, port, address !== undefined && address.kind !== 'api');
    if (address === undefined) refuseRebound(headers, port);
    else refuseOtherNames(headers, port);
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    address: Address,
  ): Promise<void> {
    const { headers } = request;
    const cookie = this.deps.tokenCheck.cookieFor(address);
    if (address.kind !== 'start' && cookie === undefined)
      this.deps.tokenCheck.refuseWithout(headers);
    if (address.kind === 'api') await this.answerApi(request, response, address);
    else send(response, this.page(request, address, cookie));
  }

  private page(
    request: IncomingMessage,
    { kind, path }: Address,
    cookie: string | undefined,
  ): Answer {
    assertReading(request);
    // The token does not stay in the URL or in the browser's history.
    if (kind === 'start' || cookie !== undefined) {
      return {
        status: 302,
        type: 'text/plain',
        body: '',
        headers: {
          location: CONSOLE_PATHS.page,
          ...(cookie !== undefined && { 'set-cookie': cookie }),
        },
      };
    }
    const file = this.deps.files.find(path);
    if (file) return file;
    throw new RequestError(404, `There is no ${path}.`);
  }

  private async answerApi(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query }: Address,
  ): Promise<void> {
    const { streams, health } = this.deps;
    if (path === 'events') {
      assertReading(request);
      const last = request.headers['last-event-id'] ?? query.get('after');
      const after = last === null ? undefined : String(last);
      streams.begin(request, response, { after, logs: logsOf(query) }, health.status);
      return;
    }
    const route = routeOf(path);
    if (!route) throw new RequestError(404, `There is no ${CONSOLE_PATHS.api}${path}.`);
    if (route.isChange) refuseSimpleRequests(request);
    else assertReading(request);
    const answer = await route.act({ parts: route.parts, query, request }, this.deps);
    if (route.isChange) health.tellStatus();
    send(response, answer);
  }

  private refuse(response: ServerResponse, error: unknown): void {
    const expected = error instanceof RequestError;
    if (!expected) this.deps.onError(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const message = expected ? error.message : 'internal failure';
    // The rest of the request is not read.
    const headers = { connection: 'close' };
    send(response, { ...json({ error: message }, expected ? error.status : 500), headers });
  }
}

function logsOf(query: URLSearchParams): StreamOptions['logs'] {
  const [requestId, name] = [query.get('logs') ?? 'all', query.get('function')];
  if (requestId === 'all' || requestId === 'none') return requestId;
  return { requestId, ...(name !== null && { function: name }) };
}

function assertReading({ method }: IncomingMessage): void {
  if (method === 'GET' || method === 'HEAD') return;
  throw new RequestError(405, `Use GET here, not ${String(method)}.`);
}
