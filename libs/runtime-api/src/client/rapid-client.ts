// A JavaScript replacement for the compiled part of AWS's runtime client, rapid-client.node, so that the client runs
// without a compiler. `next` returns a promise; `done` and `error` block until the Runtime API has responded. As on
// Lambda, what a function does right after its response, such as process.exit, can't overtake the response.
// https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, src/native/rapid-client.cc
import Module from 'node:module';
import path from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { type Call, type Reply, type RequestsData } from './call';

const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const { port1: blocking, port2: theirs } = new MessageChannel();
const requests = new Worker(path.join(__dirname, 'requests.cjs'), {
  workerData: {
    address: process.env['AWS_LAMBDA_RUNTIME_API'] ?? '',
    blocking: theirs,
    answered,
  } satisfies RequestsData,
  transferList: [theirs],
  // The function's NODE_OPTIONS are not meant for this thread.
  execArgv: [],
  env: {},
});
// The thread keeps the process running only while the client waits for an invocation.
requests.unref();

const nativeClient = {
  async next() {
    const { status, body, headers } = await later({ method: 'GET', path: 'next' });
    if (status < 0) logError('Failed to get next invocation. No Response from endpoint');
    else if (!isSuccess(status)) {
      logError(`Failed to get next invocation. Http Response code: ${status}`);
    }
    if (!isSuccess(status)) throw new Error(`Failed to get next invocation, error ${status}`);
    return { bodyJson: body, headers: invocationHeaders(headers) };
  },
  done(...given: unknown[]) {
    const [id, body] = texts(given, 2);
    post(`${id}/response`, body, {});
    return null;
  },
  error(...given: unknown[]) {
    const [id, body, xrayCause] = texts(given, 3);
    post(`${id}/error`, body, { 'lambda-runtime-function-xray-error-cause': bytes(xrayCause) });
    return null;
  },
};

/** Node's `require` ends here: the only place to provide a file that does not exist. */
type Load = (name: string, ...rest: unknown[]) => unknown;
const internals = Module as unknown as { _load: Load };
const load = internals._load;
internals._load = (name, ...rest) =>
  name === './rapid-client.node' ? nativeClient : load.call(Module, name, ...rest);

function later(call: Call): Promise<Reply> {
  return new Promise((resolve) => {
    requests.ref();
    requests.once('message', (reply: Reply) => {
      requests.unref();
      resolve(reply);
    });
    requests.postMessage(call);
  });
}

/** An error response of the Runtime API is only logged, as by the compiled part. */
function post(callPath: string, body: string, headers: Record<string, string>): void {
  const length = String(Buffer.byteLength(body));
  const given = { 'content-type': 'application/json', 'content-length': length, ...headers };
  Atomics.store(answered, 0, 0);
  blocking.postMessage({ method: 'POST', path: callPath, headers: given, body } satisfies Call);
  Atomics.wait(answered, 0, 0);
  const { status, body: reply } = receiveMessageOnPort(blocking)?.message as Reply;
  if (status < 0 || isSuccess(status)) return;
  logError(`Failed to post handler success response. Http response code: ${status}. ${reply}`);
}

/** The headers that the compiled part passes on. Those of an ordinary invocation are present even if they are empty. */
function invocationHeaders(headers: Reply['headers']): Record<string, string | number> {
  const text = (name: string) => Buffer.from(headers[name] ?? '', 'latin1').toString();
  const optional = ['client-context', 'cognito-identity', 'aws-tenant-id'];
  return {
    'lambda-runtime-deadline-ms': Number(headers['lambda-runtime-deadline-ms'] ?? 0),
    'lambda-runtime-aws-request-id': text('lambda-runtime-aws-request-id'),
    'lambda-runtime-trace-id': text('lambda-runtime-trace-id'),
    'lambda-runtime-invoked-function-arn': text('lambda-runtime-invoked-function-arn'),
    ...Object.fromEntries(
      optional
        .map((name) => `lambda-runtime-${name}`)
        .map((name) => [name, text(name)] as const)
        .filter(([, value]) => value !== ''),
    ),
  };
}

/** @throws {TypeError} with the compiled part's messages */
function texts(given: unknown[], count: number): [string, string, string] {
  if (given.length < count) {
    throw new TypeError(`Wrong number of arguments, expected ${count}`);
  }
  if (given.slice(0, count).some((one) => typeof one !== 'string')) {
    throw new TypeError('Wrong arguments');
  }
  return given as [string, string, string];
}

/** HTTP headers are bytes, and Node.js writes each character as one byte. */
function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

function logError(message: string): void {
  process.stdout.write(`[ERROR] [${Date.now()}] LAMBDA_RUNTIME ${message}\n`);
}
