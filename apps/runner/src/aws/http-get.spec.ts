import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { httpGet, TooLargeError } from './http-get';

const LIMITS = { maxBytes: 10, silenceMs: 60_000 };
let server: http.Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(listener: http.RequestListener): Promise<string> {
  server = http.createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('a request', () => {
  it('brings status and body, and its headers along', async () => {
    const url = await serve((request, response) => {
      response.writeHead(418).end(request.headers['x-test']);
    });

    await expect(httpGet(url, { ...LIMITS, headers: { 'x-test': 'tea' } })).resolves.toEqual({
      status: 418,
      body: Buffer.from('tea'),
    });
  });

  it('is given up when the body is larger than allowed, before all of it came', async () => {
    const url = await serve((_request, response) => response.write('x'.repeat(11)));

    await expect(httpGet(url, LIMITS)).rejects.toThrow(TooLargeError);
  });

  it.each([
    ['before the answer', () => undefined],
    ['within the body', (_: unknown, response: http.ServerResponse) => void response.write('x')],
  ])('is given up when the server falls silent %s', async (_when, listener) => {
    const url = await serve(listener);

    await expect(httpGet(url, { ...LIMITS, silenceMs: 50 })).rejects.toMatchObject({
      code: expect.stringMatching(/ETIMEDOUT|ECONNRESET/) as string,
    });
  });

  it('fails when the server hangs up within the body', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 5 });
      response.write('x', () => response.destroy());
    });

    await expect(httpGet(url, LIMITS)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
