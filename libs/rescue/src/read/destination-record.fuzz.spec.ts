import { anyJson, damaged, fuzz, FUZZ_TIMEOUT_MS } from '@immortal/shared/testing';
import fc from 'fast-check';
import { readDestinationRecord } from './destination-record';
import { parseBody } from './envelope';
import { UnreadableMessageError } from '../errors';

const FUNCTION = 'immortal-dev-orders';
const functionArn = fc.constantFrom(
  `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION}:$LATEST`,
  'arn:aws:lambda:eu-west-1:123456789012:function:other',
  'orders',
);
const members = fc.record({
  requestContext: fc
    .record({ requestId: fc.string(), functionArn })
    .map((context) => JSON.stringify(context)),
  responseContext: anyJson(),
  responsePayload: fc.oneof(anyJson(), fc.constant('{"errorType":"E","errorMessage":"boom"}')),
  requestPayload: anyJson(),
});
const record = members.map(
  (all) =>
    `{${Object.entries(all)
      .map(([name, text]) => `"${name}":${text}`)
      .join(',')}}`,
);

/** @returns undefined if it is not a record, or one of another function */
function read(body: string): string | undefined {
  try {
    return readDestinationRecord(parseBody(body), FUNCTION)?.event;
  } catch (error) {
    if (error instanceof UnreadableMessageError) return undefined;
    throw error;
  }
}

it(
  'returns the text of the event or recognizes that a body is no record, whatever the body is',
  () =>
    fuzz('the destination record', fc.oneof(record, damaged(record), anyJson()), (body) => {
      const event = read(body);
      if (event === undefined) return;
      expect(body).toContain(event);
      // By the type alone: Jest's own comparison would not survive the depth.
      const { requestPayload } = JSON.parse(body) as { requestPayload: unknown };
      expect(typeof JSON.parse(event)).toBe(typeof requestPayload);
    }),
  FUZZ_TIMEOUT_MS,
);
