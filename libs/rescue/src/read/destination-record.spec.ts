import fc from 'fast-check';
import { readDestinationRecord } from './destination-record';
import { parseBody } from './envelope';
import { UnreadableMessageError } from '../errors';
import { FUNCTION, REQUEST_ID } from '../testing/fixtures';

const CONTEXT = {
  requestId: REQUEST_ID,
  functionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION}:$LATEST`,
  condition: 'RetriesExhausted',
  approximateInvokeCount: 3,
};
const RESPONSE = { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' };
const PAYLOAD = {
  errorType: 'Sandbox.Timedout',
  errorMessage: 'RequestId: 1 Error: Task timed out after 900.00 seconds',
};

/** A record as Lambda writes it, with the event as the given text. */
const recordWith = (event: string, change: object = {}) => {
  const others = {
    version: '1.0',
    timestamp: '2026-11-22T04:42:51.869Z',
    requestContext: CONTEXT,
    responseContext: RESPONSE,
    responsePayload: PAYLOAD,
    ...change,
  };
  return JSON.stringify(others).replace(/}$/, `,"requestPayload":${event}}`);
};
const read = (body: string) => readDestinationRecord(parseBody(body), FUNCTION);
const eventIn = (body: string) => read(body)?.event;

/** JSON in any layout: parsing and writing it again would change it. */
const jsonText = fc
  .tuple(fc.json(), fc.constantFrom(undefined, 1, '\t'))
  .map(([text, indent]) => JSON.stringify(JSON.parse(text), null, indent));

describe('readDestinationRecord', () => {
  it('reads the record of an invocation that timed out', () => {
    expect(read(recordWith('{ "id": 1.0 }'))).toEqual({
      event: '{ "id": 1.0 }',
      requestId: REQUEST_ID,
      errorCode: '200',
      errorType: 'Sandbox.Timedout',
      errorMessage: PAYLOAD.errorMessage,
    });
  });

  it('keeps any event byte for byte, at any place among the other members', () => {
    const anySpace = fc.constantFrom('', ' ', '\n\t', '\r\n');
    const anyPlace = fc.nat({ max: 2 });
    fc.assert(
      fc.property(jsonText, jsonText, anySpace, anyPlace, (event, other, space, place) => {
        const members = [
          `"requestContext":${JSON.stringify(CONTEXT)}`,
          `"responsePayload"${space}:${other}`,
        ];
        members.splice(place, 0, `"requestPayload"${space}:${space}${event}${space}`);
        expect(eventIn(`${space}{${space}${members.join(`${space},${space}`)}}${space}`)).toBe(
          event,
        );
      }),
    );
  });

  it.each([
    ['large numbers', '{"id":12345678901234567890,"half":0.50,"much":1E400}'],
    [
      'a member of the same name',
      '{"requestPayload":{"requestPayload":1},"a":{"requestPayload":2}}',
    ],
    ['a list of records', '[{"requestPayload":1},[{"requestPayload":[]}]]'],
    ['escapes and brackets in text', String.raw`{"a":"}]\"\\","\u0062":"{\ud83d\ude80[","é":"😀"}`],
    ['a member twice', '{"a":1,"a":2}'],
    ['text', '"requestPayload"'],
    ['a number', '-0.0'],
    ['true', 'true'],
    ['null', 'null'],
    ['an empty object', '{ }'],
    ['an empty list', '[\n]'],
    ['nesting beyond any stack', `${'['.repeat(100_000)}{"a":1.0}${']'.repeat(100_000)}`],
  ])('keeps %s', (_, event) => {
    expect(eventIn(recordWith(event))).toBe(event);
  });

  it('ignores the same name in other members', () => {
    const change = { responsePayload: { requestPayload: 'no', errorMessage: 'boom' } };
    expect(eventIn(recordWith('1', change))).toBe('1');
    const body = `{"requestPayload":1,"requestContext":${JSON.stringify({ ...CONTEXT, requestPayload: 2 })},"last":{"requestPayload":3}}`;
    expect(eventIn(body)).toBe('1');
  });

  it('reads the last of two members with one name, as JSON.parse does', () => {
    const body = recordWith('1').replace(/}$/, ',"requestPayload":2}');
    expect(eventIn(body)).toBe('2');
  });

  it('reads a published version', () => {
    const change = { responseContext: { ...RESPONSE, executedVersion: '7' } };
    expect(read(recordWith('{}', change))).toMatchObject({ functionVersion: '7' });
  });

  it.each([
    [
      'no response at all, as for an event that became too old',
      { responseContext: undefined, responsePayload: undefined },
    ],
    ['null for each of them', { responseContext: null, responsePayload: null }],
    [
      'values of other types',
      { responseContext: { statusCode: '200', executedVersion: null }, responsePayload: 'boom' },
    ],
    [
      'an error of another type',
      { responseContext: {}, responsePayload: { errorType: 1, errorMessage: { a: 1 } } },
    ],
  ])('reads a record with %s', (_, change) => {
    expect(read(recordWith('{}', change))).toEqual({ event: '{}', requestId: REQUEST_ID });
  });

  it.each([
    ['text that is not JSON', '{"requestPayload":'],
    ['an empty text', ''],
    ['null', 'null'],
    ['a number', '1'],
    ['text', '"requestContext"'],
    ['a list', '[]'],
    ['an event', '{"id":1}'],
    ['no request', recordWith('{}', { requestContext: undefined })],
    ['null as request', recordWith('{}', { requestContext: null })],
    ['text as request', recordWith('{}', { requestContext: 'r-1' })],
    ['no request id', recordWith('{}', { requestContext: { ...CONTEXT, requestId: 1 } })],
    ['no function', recordWith('{}', { requestContext: { ...CONTEXT, functionArn: null } })],
    [
      'no event',
      JSON.stringify({ requestContext: CONTEXT, responsePayload: { requestPayload: 1 } }),
    ],
  ])('does not take %s for a record', (_, body) => {
    expect(read(body)).toBeUndefined();
  });

  it.each([
    ['another function', `arn:aws:lambda:eu-west-1:123456789012:function:immortal-dev-mails`],
    ['a longer name', `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION}-2:7`],
    ['no ARN', 'orders'],
  ])('refuses the record of %s', (_, functionArn) => {
    const attempt = () => read(recordWith('{}', { requestContext: { ...CONTEXT, functionArn } }));
    expect(attempt).toThrow(UnreadableMessageError);
    expect(attempt).toThrow(
      `The record of request ${REQUEST_ID} is about ${functionArn}, but it is in the failure queue of ${FUNCTION}.`,
    );
  });
});
