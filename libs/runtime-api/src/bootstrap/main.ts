// The stand-in for AWS's Node.js runtime on machines without /var/runtime: loads the handler, then serves invocation after invocation.
import { RuntimeApiClient } from './api-client';
import { logError, patchConsole } from './console';
import { defineAwsLambda } from './streaming';
import { type Handler, loadHandler } from './load-handler';
import { serve } from './serve';

function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set. This program is started by a Lambda runtime supervisor.`);
}

async function load(client: RuntimeApiClient): Promise<Handler> {
  try {
    return await loadHandler(variable('LAMBDA_TASK_ROOT'), variable('_HANDLER'));
  } catch (error) {
    logError('Init Error', error);
    await client.initError(error);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const client = new RuntimeApiClient(variable('AWS_LAMBDA_RUNTIME_API'));
  patchConsole();
  defineAwsLambda();
  const handler = await load(client);
  for (;;) await serve(client, handler, await client.next());
}

void main();
