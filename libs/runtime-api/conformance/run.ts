// Runs a handler once with one of AWS's runtime clients and the Runtime API, and returns what it observes.
import { lambdaEnvironment, type Outcome, Runtime } from '../src';
import { type Case } from './cases/case';
import { type Observation } from './observation';

/** The folders of a function and its runtime. */
export interface Folders {
  readonly taskRoot: string;
  readonly optDir: string;
  readonly runtimeDir: string;
  /** The folder of the Node.js that runs the client. */
  readonly nodeDir: string;
}

const LONGEST_TEXT = 10_000;

export async function run(runtime: string, row: Case, folders: Folders): Promise<Observation> {
  const { taskRoot, optDir, runtimeDir } = folders;
  const lines: string[] = [];
  const started = await Runtime.start({
    command: `${runtimeDir}/bootstrap`,
    cwd: taskRoot,
    env: environment(runtime, row, folders),
    output: (line) => lines.push(line),
    metadata: { availabilityZoneId: 'euw1-az1' },
  });
  const outcome = await started.invoke({
    event: Buffer.from('{"id":1}'),
    requestId: 'request-1',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
    timeoutMs: 60_000,
    ...row.invocation,
  });
  await started.stop();
  // With Lambda's paths, where the one client is in /var/runtime.
  const normalized = (text: string) =>
    withoutVolatileParts(text)
      .replaceAll(taskRoot, '/var/task')
      .replaceAll(optDir, '/opt')
      .replaceAll(runtimeDir, '/var/runtime')
      .replaceAll(/\/var\/runtime\/nodejs\d+/g, '/var/runtime');
  return { ...observe(outcome, normalized), lines: lines.map(normalized) };
}

function environment(runtime: string, row: Case, folders: Folders): Record<string, string> {
  return lambdaEnvironment(
    {
      functionName: 'orders',
      functionVersion: '$LATEST',
      runtime,
      handler: row.handler,
      memoryMb: 512,
      region: 'eu-west-1',
      logGroupName: '/aws/lambda/orders',
      logStreamName: 'container/request-1',
      ...(row.jsonLogLevel !== undefined && { jsonLogLevel: row.jsonLogLevel }),
      ...folders,
    },
    row.variables ?? {},
    { PATH: `${folders.nodeDir}:/usr/local/bin:/usr/bin:/bin` },
  );
}

function observe(
  outcome: Outcome,
  normalized: (text: string) => string,
): Omit<Observation, 'lines'> {
  switch (outcome.kind) {
    case 'response':
      return { kind: outcome.kind, result: shortened(parsed(outcome.payload.toString())) };
    case 'error':
    case 'init-error': {
      const { errorMessage } = JSON.parse(outcome.payload.toString()) as Record<string, unknown>;
      const message = typeof errorMessage === 'string' ? normalized(errorMessage) : errorMessage;
      return { kind: outcome.kind, errorType: outcome.errorType, errorMessage: shortened(message) };
    }
    case 'exit':
      return { kind: outcome.kind, code: outcome.code };
    case 'timeout':
      return { kind: outcome.kind };
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return payload;
  }
}

function shortened(value: unknown): unknown {
  const long = typeof value === 'string' && value.length > LONGEST_TEXT;
  return long ? `${value.length} characters` : value;
}

/** Removes times, and stacks, which contain the client's own frames. */
function withoutVolatileParts(line: string): string {
  return line
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, 'TIME')
    .replace(/^\[ERROR\] \[\d+\]/, '[ERROR] [TIME]')
    .replaceAll(
      /("(?:stack|stackTrace|trace)":\["(?:[^"\\]|\\.)*")(?:,"(?:[^"\\]|\\.)*")*\]/g,
      '$1]',
    )
    .replaceAll(/\r +at [^\r]*/g, '');
}
