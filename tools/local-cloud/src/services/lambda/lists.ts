// ListFunctions and ListEventSourceMappings: what people ask an account first.
// https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
// https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html
import { ApiError } from '../../kernel/errors';
import { readMapping } from './event-sources/mapping-settings';
import type { Resource, Stack } from '../../kernel/template';
import { configurationOf } from './function-configuration';
import type { Functions, LambdaFunction } from './functions';
import type { Layers } from './layers';

/** Items on a page. */
const MAX_FUNCTIONS = 50;
const MAX_MAPPINGS = 100;

/** As templates have it. */
const FALSE: readonly unknown[] = [false, 'false'];

/** @throws {ApiError} InvalidParameterValueException */
export function listFunctions(
  functions: readonly LambdaFunction[],
  layers: Layers,
  query: URLSearchParams,
): object {
  const { page, ...next } = pageOf(functions, query, MAX_FUNCTIONS);
  return { Functions: page.map((fn) => configurationOf(fn, layers)), ...next };
}

/** @throws {ApiError} InvalidParameterValueException, ResourceNotFoundException */
export function listMappings(stack: Stack, functions: Functions, query: URLSearchParams): object {
  const source = query.get('EventSourceArn');
  const name = query.get('FunctionName');
  const wanted = name === null ? undefined : functions.get(name).arn;
  const all = stack
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => !functions.isNotEmulated(String(properties['FunctionName'])))
    .map((resource) => viewOf(resource, functions))
    .filter(({ EventSourceArn }) => source === null || EventSourceArn === source)
    .filter(({ FunctionArn }) => wanted === undefined || FunctionArn === wanted);
  const { page, ...next } = pageOf(all, query, MAX_MAPPINGS);
  return { EventSourceMappings: page, ...next };
}

function viewOf(resource: Resource, functions: Functions) {
  const { queueArn, function: fn, ...settings } = readMapping(resource, functions);
  const { Enabled } = resource.properties;
  return {
    UUID: resource.ref,
    EventSourceMappingArn: resource.attributes['EventSourceMappingArn'],
    EventSourceArn: queueArn,
    FunctionArn: fn.arn,
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.windowSeconds,
    FunctionResponseTypes: settings.partial ? ['ReportBatchItemFailures'] : [],
    State: FALSE.includes(Enabled) ? 'Disabled' : 'Enabled',
    StateTransitionReason: 'USER_INITIATED',
    // Seconds since 1970.
    LastModified: Math.floor(fn.lastModified.getTime() / 1000),
  };
}

/** A marker is the number of what has been shown. */
function pageOf<Item>(all: readonly Item[], query: URLSearchParams, most: number) {
  const begin = wholeNumber('Marker', query.get('Marker') ?? '0');
  const size = Math.min(wholeNumber('MaxItems', query.get('MaxItems') ?? String(most)), most);
  const page = all.slice(begin, begin + size);
  const end = begin + page.length;
  return { page, ...(end < all.length && page.length > 0 && { NextMarker: String(end) }) };
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new ApiError('InvalidParameterValueException', `${name} ${text} is not valid.`);
}
