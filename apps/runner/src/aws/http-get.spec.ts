import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { httpGet, TooLargeError } from './http-get';

const LIMITS = { maxBytes: 10, idleMs: 60_000 };
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

describe('httpGet', () => {
  it('sends the headers and returns status and body', async () => {
    const url = await serve((request, response) => {
      response.writeHead(418).end(request.headers['x-test']);
    });

    await expect(httpGet(url, { ...LIMITS, headers: { 'x-test': 'tea' } })).resolves.toEqual({
      status: 418,
      body: Buffer.from('tea'),
    });
  });

  it('aborts as soon as the body is larger than allowed', async () => {
    const url = await serve((_request, response) => response.write('x'.repeat(11)));

    await expect(httpGet(url, LIMITS)).rejects.toThrow(TooLargeError);
  });

  it.each([
    ['before the response', () => undefined],
    ['within the body', (_: unknown, response: http.ServerResponse) => void response.write('x')],
  ])('aborts when the server stops responding %s', async (_when, listener) => {
    const url = await serve(listener);

    await expect(httpGet(url, { ...LIMITS, idleMs: 50 })).rejects.toMatchObject({
      code: expect.stringMatching(/ETIMEDOUT|ECONNRESET/) as string,
    });
  });

  it('fails when the server closes the connection within the body', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 5 });
      response.write('x', () => response.destroy());
    });

    await expect(httpGet(url, LIMITS)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
