// Writes V8's code cache of the program to stdout. V8 compiles a function when it is first called, so the program runs
// once, against a fake AWS and a trivial function.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildZip } from '@immortal/archive/testing';
import { EXIT_CODES } from '@immortal/shared';
import { FakeAws } from '../testing/fake-aws';
import { compileProgram, runProgram } from './program';

/** A minimal custom runtime: the image's runtime would do more than this run needs. */
const BOOTSTRAP = '#!/bin/sh\nexec "$NODE" bootstrap.js\n';
const BOOTSTRAP_JS = `
const { request } = require('node:http');
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
request(api + 'next', ({ headers }) => {
  request(api + headers['lambda-runtime-aws-request-id'] + '/response', { method: 'POST' }).end('null');
}).end();
`;
const EXECUTABLE = 0o100755;
const LAMBDA_ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'x86_64';

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'code-cache-'));
  const { url } = await startFakeAws();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_LAMBDA_FUNCTION_EVENT: '{}',
    AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"code-cache","awsRequestId":"request-1"}',
    LAMBDA_TASK_ROOT: path.join(folder, 'task'),
    RUNNER_OPT_DIR: path.join(folder, 'opt'),
  });
  const program = compileProgram(__dirname, undefined);
  const write = process.stdout.write.bind(process.stdout);
  const output: unknown[] = [];
  Object.assign(process.stdout, { write: collectIn(output) });
  process.once('exit', (code) => {
    fs.rmSync(folder, { recursive: true });
    if (code === EXIT_CODES.succeeded) write(program.createCachedData());
    else console.error(`The run that fills the code cache failed: ${output.join('')}`);
  });
  runProgram(__dirname, program);
}

async function startFakeAws(): Promise<FakeAws> {
  const zip = buildZip([
    { name: 'bootstrap', data: BOOTSTRAP, mode: EXECUTABLE, method: 8 },
    { name: 'bootstrap.js', data: BOOTSTRAP_JS, method: 8 },
  ]);
  const aws = await FakeAws.start();
  return aws.onFunction('code-cache', zip, {
    Runtime: 'provided.al2023',
    Architectures: [LAMBDA_ARCHITECTURE],
    Environment: { Variables: { NODE: process.execPath } },
  });
}

/** A replacement for `write` that collects the output: the code cache alone goes to stdout. */
function collectIn(output: unknown[]) {
  return (line: unknown, done: () => void) => {
    output.push(line);
    done();
    return true;
  };
}

void main();
