// Lambda's HTTP API, as far as the local cloud plays it: https://docs.aws.amazon.com/lambda/latest/api/
import { randomUUID } from 'node:crypto';
import { CODE_URL_SECONDS } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { Permissions } from '../../kernel/authorization/permissions';
import type { WireRequest, WireResponse } from '../storage';
import type { Seal } from '../../kernel/authentication/seal';
import type { Stack } from '../../kernel/template';
import type { Timeline } from '../../timeline';
import { configurationOf } from './function-configuration';
import type { Functions, LambdaFunction } from './functions';
import { type InvokeInput, readInvokeInput } from './invoke-input';
import { listFunctions, listMappings } from './lists';
import { LogTail } from './log-tail';
import { functionIn, lambdaOperationOf } from './lambda-operations';
import type { Lambda } from './lambda';
import type { Layer, Layers } from './layers';
import { withDeadLetterConfig } from './update-configuration';

export interface LambdaApiDeps {
  readonly functions: Functions;
  readonly layers: Layers;
  readonly lambda: Lambda;
  readonly stack: Stack;
  readonly permissions: Pick<Permissions, 'refusal'>;
  readonly timeline: Timeline;
  readonly origin: string;
  readonly seal: Pick<Seal, 'of'>;
}

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
      if (error instanceof ApiError) return lambdaRefusal(error);
      throw error;
    }
  }

  private async route(request: WireRequest, url: URL): Promise<WireResponse> {
    const { functions, layers } = this.deps;
    const named = () => functions.get(functionIn(request), url.searchParams.get('Qualifier'));
    switch (lambdaOperationOf(request)) {
      case 'Invoke':
        return this.invoke(named(), readInvokeInput(request));
      case 'GetFunctionConfiguration':
        return json(configurationOf(named(), layers));
      case 'UpdateFunctionConfiguration':
        return json(this.update(named(), request));
      case 'GetFunction':
        return json(this.describe(named()));
      case 'ListFunctions':
        return json(listFunctions(functions.all, layers, url.searchParams));
      case 'ListEventSourceMappings':
        return json(listMappings(this.deps.stack, functions, url.searchParams));
      case 'GetLayerVersionByArn':
        return json(this.describeLayer(layers.get(url.searchParams.get('Arn') ?? '')));
      case undefined:
        throw new ApiError(
          'UnknownOperationException',
          `The local cloud does not play ${request.method} ${url.pathname} of Lambda.`,
          404,
        );
    }
  }

  private async invoke(fn: LambdaFunction, input: InvokeInput): Promise<WireResponse> {
    const { type, wantsLog, ...run } = input;
    if (type === 'DryRun') return respond(204, {}, '');
    if (type === 'Event') {
      const requestId = this.deps.lambda.accept(fn, run.event);
      return respond(202, { 'x-amzn-requestid': requestId }, '');
    }
    const requestId = randomUUID();
    const about = { function: fn, requestId, serves: { function: fn.name, requestId } };
    const log = wantsLog ? new LogTail(this.deps.timeline, requestId) : undefined;
    const result = await this.deps.lambda.invoke({ ...run, ...about });
    const tail = await log?.end();
    const headers = {
      'x-amzn-requestid': requestId,
      'x-amz-executed-version': '$LATEST',
      ...(result.kind !== 'success' && { 'x-amz-function-error': 'Unhandled' }),
      ...(tail !== undefined && { 'x-amz-log-result': tail.toString('base64') }),
    };
    return respond(200, headers, result.payload);
  }

  private update(fn: LambdaFunction, request: WireRequest): object {
    const { functions, layers, stack, permissions } = this.deps;
    const updated = withDeadLetterConfig(fn, request, stack, permissions);
    functions.update(updated);
    return configurationOf(updated, layers);
  }

  private describe(fn: LambdaFunction): object {
    return {
      Configuration: configurationOf(fn, this.deps.layers),
      Code: { RepositoryType: 'S3', Location: this.codeUrl(fn.name) },
    };
  }

  private describeLayer({ arn, codeSha256, codeSize }: Layer): object {
    const content = { CodeSha256: codeSha256, CodeSize: codeSize };
    return { LayerVersionArn: arn, Content: { Location: this.codeUrl(arn), ...content } };
  }

  /** Valid as long as AWS's presigned one. */
  private codeUrl(name: string): string {
    const expires = Date.now() + CODE_URL_SECONDS * 1000;
    const signature = this.deps.seal.of(`${name} ${expires}`);
    return `${this.deps.origin}${CODE_PATH}${encodeURIComponent(name)}?expires=${expires}&signature=${signature}`;
  }
}

function json(body: object): WireResponse {
  return respond(200, { 'content-type': 'application/json' }, JSON.stringify(body));
}

/** An error as Lambda answers it. */
export function lambdaRefusal({ code, message, status }: ApiError): WireResponse {
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
  return {
    status,
    headers: { 'x-amzn-requestid': randomUUID(), ...headers },
    body: Buffer.from(body),
  };
}
