// Lambda's HTTP API, as far as the local cloud plays it: https://docs.aws.amazon.com/lambda/latest/api/
import { randomUUID } from 'node:crypto';
import { CODE_URL_SECONDS, MAX_ASYNC_EVENT_BYTES, MAX_SYNC_EVENT_BYTES } from '../aws-limits';
import { ApiError } from '../errors';
import type { WireRequest, WireResponse } from '../storage';
import type { Functions, LambdaFunction } from './functions';
import type { Lambda } from './lambda';
import type { Layer, Layers } from './layers';

export interface LambdaApiDeps {
  readonly functions: Functions;
  readonly layers: Layers;
  readonly lambda: Lambda;
  readonly origin: string;
}

const FUNCTION_PATH = /^\/2015-03-31\/functions\/([^/?]+)(\/invocations|\/configuration)?$/;
const LAYER_PATH = /^\/2018-10-31\/layers$/;
/** Where the zips lie that GetFunction and GetLayerVersionByArn give addresses of. */
export const CODE_PATH = '/_local/code/';

export class LambdaApi {
  constructor(private readonly deps: LambdaApiDeps) {}

  /** @returns undefined for a path that is not Lambda's */
  async handle(request: WireRequest): Promise<WireResponse | undefined> {
    const url = new URL(request.url, this.deps.origin);
    if (!/^\/20\d\d-\d\d-\d\d\//.test(url.pathname)) return undefined;
    try {
      return await this.route(request, url);
    } catch (error) {
      if (error instanceof ApiError) return refusal(error);
      throw error;
    }
  }

  private async route(request: WireRequest, url: URL): Promise<WireResponse> {
    const [, name, what] = FUNCTION_PATH.exec(url.pathname) ?? [];
    if (name !== undefined) {
      const fn = this.deps.functions.get(decodeURIComponent(name));
      if (request.method === 'POST' && what === '/invocations') return this.invoke(fn, request);
      if (request.method === 'GET' && what === '/configuration') return json(configurationOf(fn));
      if (request.method === 'GET' && what === undefined) return json(this.describe(fn));
    }
    if (request.method === 'GET' && LAYER_PATH.test(url.pathname) && url.searchParams.has('Arn')) {
      return json(this.describeLayer(this.deps.layers.get(url.searchParams.get('Arn') ?? '')));
    }
    throw new ApiError(
      'UnknownOperationException',
      `The local cloud does not play ${request.method} ${url.pathname} of Lambda.`,
      404,
    );
  }

  private async invoke(fn: LambdaFunction, request: WireRequest): Promise<WireResponse> {
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    const event = request.body.length > 0 ? request.body : Buffer.from('{}');
    assertEvent(event, type === 'Event' ? MAX_ASYNC_EVENT_BYTES : MAX_SYNC_EVENT_BYTES);
    const clientContext = clientContextOf(request);
    if (type === 'DryRun') return respond(204, {}, '');
    if (type === 'Event') {
      return respond(
        202,
        { 'x-amzn-requestid': this.deps.lambda.accept(fn, event, clientContext) },
        '',
      );
    }
    const requestId = randomUUID();
    const run = { function: fn, event, requestId, timelineId: requestId };
    const result = await this.deps.lambda.invoke({
      ...run,
      ...(clientContext !== undefined && { clientContext }),
    });
    return respond(
      200,
      {
        'x-amzn-requestid': requestId,
        'x-amz-executed-version': '$LATEST',
        ...(result.kind !== 'success' && { 'x-amz-function-error': 'Unhandled' }),
      },
      result.payload,
    );
  }

  private describe(fn: LambdaFunction): object {
    return {
      Configuration: configurationOf(fn),
      Code: { RepositoryType: 'S3', Location: this.codeUrl(fn.name) },
    };
  }

  private describeLayer(layer: Layer): object {
    return {
      LayerVersionArn: layer.arn,
      Content: {
        Location: this.codeUrl(layer.arn),
        CodeSha256: layer.codeSha256,
        CodeSize: layer.codeSize,
      },
    };
  }

  /** Valid as long as AWS's presigned one. */
  private codeUrl(name: string): string {
    const expires = Date.now() + CODE_URL_SECONDS * 1000;
    return `${this.deps.origin}${CODE_PATH}${encodeURIComponent(name)}?expires=${expires}`;
  }
}

function configurationOf(fn: LambdaFunction): object {
  const { format, logGroup, level } = fn.logging;
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.role,
    Handler: fn.handler,
    CodeSize: fn.codeSize,
    CodeSha256: fn.codeSha256,
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    Architectures: fn.architectures,
    Version: '$LATEST',
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Environment: { Variables: fn.variables },
    Layers: fn.layerArns.map((Arn) => ({ Arn })),
    LoggingConfig: {
      LogFormat: format,
      LogGroup: logGroup,
      ...(level !== undefined && { ApplicationLogLevel: level }),
    },
    ...(fn.deadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: fn.deadLetterArn } }),
  };
}

function assertEvent(event: Buffer, maximum: number): void {
  if (event.length > maximum) {
    throw new ApiError(
      'RequestTooLargeException',
      `Request must be smaller than ${maximum} bytes for the InvokeFunction operation (it has ${event.length})`,
      413,
    );
  }
  try {
    JSON.parse(event.toString());
  } catch {
    throw new ApiError('InvalidRequestContentException', 'Could not parse request body into json');
  }
}

/** Comes as base64, goes to the runtime as text. */
function clientContextOf({ headers }: WireRequest): string | undefined {
  const value = headers['x-amz-client-context'];
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString() : undefined;
}

function json(body: object): WireResponse {
  return respond(200, { 'content-type': 'application/json' }, JSON.stringify(body));
}

function refusal({ code, message, status }: ApiError): WireResponse {
  return respond(
    status,
    { 'content-type': 'application/json', 'x-amzn-errortype': code },
    JSON.stringify({ Type: 'User', message, Message: message }),
  );
}

function respond(
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): WireResponse {
  return { status, headers: { 'x-amzn-requestid': randomUUID(), ...headers }, body: Buffer.from(body) };
}
