// Which operation of Lambda a request is: https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
import type { WireRequest } from '../storage';

export const LAMBDA_OPERATIONS = [
  'Invoke',
  'GetFunction',
  'GetFunctionConfiguration',
  'UpdateFunctionConfiguration',
  'ListFunctions',
  'ListEventSourceMappings',
  'GetLayerVersionByArn',
] as const;

export type LambdaOperation = (typeof LAMBDA_OPERATIONS)[number];

const FUNCTION = /^\/2015-03-31\/functions\/[^/?]+(\/invocations|\/configuration)?(\?|$)/;
const LIST = /^\/2015-03-31\/(functions|event-source-mappings)\/?(\?|$)/;
const LAYER = /^\/2018-10-31\/layers\?(.*&)?Arn=/;

const OF_FUNCTIONS: Readonly<Record<string, LambdaOperation>> = {
  'POST /invocations': 'Invoke',
  'GET /configuration': 'GetFunctionConfiguration',
  'PUT /configuration': 'UpdateFunctionConfiguration',
  'GET ': 'GetFunction',
};

/** @returns undefined for what the local cloud does not play, and for requests of other services */
export function lambdaOperationOf({ method, url }: WireRequest): LambdaOperation | undefined {
  const ofFunction = FUNCTION.exec(url);
  if (ofFunction) return OF_FUNCTIONS[`${method} ${ofFunction[1] ?? ''}`];
  if (method !== 'GET') return undefined;
  const [, list] = LIST.exec(url) ?? [];
  if (list === 'functions') return 'ListFunctions';
  if (list === 'event-source-mappings') return 'ListEventSourceMappings';
  return LAYER.test(url) ? 'GetLayerVersionByArn' : undefined;
}

/** The function that a request of {@link lambdaOperationOf} is about, as it is named there: a name or an ARN. */
export function functionIn({ url }: WireRequest): string {
  return decodeURIComponent(url.replace(/^\/[^/]+\/functions\//, '').replace(/[/?].*$/, ''));
}
