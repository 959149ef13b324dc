// The thread that calls the Runtime API, as libcurl does in AWS's client. What the function replaces in its own thread,
// such as `http.request`, has no effect here.
import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import { type Call, type Reply, type RequestsData } from './call';

const { address, blocking, answered } = workerData as RequestsData;
const [host, port] = address.split(':');
const agent = new http.Agent({ keepAlive: true });

parentPort?.on('message', (call: Call) => {
  void perform(call).then((reply) => parentPort?.postMessage(reply));
});
blocking.on('message', (call: Call) => {
  void perform(call).then((reply) => {
    blocking.postMessage(reply);
    Atomics.store(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
});

async function perform({ method, path, headers, body }: Call): Promise<Reply> {
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const options = { host, port, agent, method, headers };
      http
        .request({ ...options, path: `/2018-06-01/runtime/invocation/${path}` }, resolve)
        .on('error', reject)
        .end(body);
    });
    const given = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: response.statusCode ?? -1,
      body: (await buffer(response)).toString(),
      headers: Object.fromEntries(given) as Reply['headers'],
    };
  } catch {
    return { status: -1, body: '', headers: {} };
  }
}
