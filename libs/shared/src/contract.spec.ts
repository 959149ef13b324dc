import fc from 'fast-check';
import { decodeContract, encodeContract, fromEnvironment } from './contract';
import { ContractError } from './errors';

const CONTEXT = JSON.stringify({ functionName: 'orders', awsRequestId: 'r-1' });
const ENVIRONMENT = {
  AWS_LAMBDA_FUNCTION_EVENT: '{"id":1}',
  AWS_LAMBDA_FUNCTION_CONTEXT: CONTEXT,
  AWS_REGION: 'eu-west-1',
};
const decode = (env: Record<string, string | undefined>) => decodeContract(fromEnvironment(env));

/** JSON in every layout that a client can send: keys twice, any white space, escapes. */
const jsonText = fc
  .tuple(fc.json(), fc.constantFrom('', ' ', '\n', '\t', '\r\n'), fc.nat({ max: 8 }))
  .chain(([text, space, indent]) =>
    fc.constantFrom(
      text,
      `${space}${text}${space}`,
      JSON.stringify(JSON.parse(text), null, indent),
      `{"a":${text},"a":1.0,"\\u00e9":"é"}`,
    ),
  );

describe('the contract', () => {
  it('passes any JSON event through the environment byte for byte', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const variables = encodeContract({
          event: { text },
          context: JSON.parse(CONTEXT) as never,
        });
        const contract = decode({ ...variables, AWS_REGION: 'eu-west-1' });
        expect(contract.event).toEqual({ text });
      }),
    );
  });

  it('passes any context, handler path, and address of an event', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9-_]{1,60}x$/);
    const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '');
    const label = text.map((value) => `${value.trim()} Zoë 日`);
    // A key with such a part is refused: see s3-uri.ts.
    const s3Key = fc.string({ minLength: 1 }).filter((key) => !/(^|\/)\.\.?(\/|$)/.test(key));
    fc.assert(
      fc.property(
        fc.record(
          {
            functionName: name,
            awsRequestId: fc.uuid(),
            functionVersion: label,
            invokedFunctionArn: label,
            memoryLimitInMB: fc.nat().map(String),
            logGroupName: label,
            logStreamName: label,
            clientContext: fc.dictionary(
              fc.string().filter((key) => key !== '__proto__'),
              fc.string(),
            ),
          },
          { requiredKeys: ['functionName', 'awsRequestId'], noNullPrototype: true },
        ),
        fc.option(text, { nil: undefined }),
        s3Key,
        (context, handlerPath, key) => {
          const contract = {
            event: { s3: { bucket: 'hand-over', key } },
            context,
            ...(handlerPath !== undefined && { handlerPath }),
          };
          expect(decode({ ...encodeContract(contract), AWS_REGION: 'eu-west-1' })).toEqual({
            ...contract,
            region: 'eu-west-1',
          });
        },
      ),
    );
  });

  it('drops the suffix Dlq of the name of a function', () => {
    const context = JSON.stringify({ functionName: 'immortal-handlerDlq', awsRequestId: 'r-1' });
    expect(decode({ ...ENVIRONMENT, AWS_LAMBDA_FUNCTION_CONTEXT: context }).context).toMatchObject({
      functionName: 'immortal-handler',
    });
  });

  it('accepts a whole serialized Lambda context', () => {
    const context = {
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName: 'orders',
      memoryLimitInMB: 1769,
      awsRequestId: 'r-1',
      identity: null,
    };
    const variables = { ...ENVIRONMENT, AWS_LAMBDA_FUNCTION_CONTEXT: JSON.stringify(context) };
    expect(decode(variables).context).toEqual({
      functionName: 'orders',
      functionVersion: '$LATEST',
      memoryLimitInMB: '1769',
      awsRequestId: 'r-1',
    });
  });

  it('accepts an empty event variable of the image beside an address', () => {
    const variables = {
      ...ENVIRONMENT,
      AWS_LAMBDA_FUNCTION_EVENT: '',
      AWS_LAMBDA_FUNCTION_EVENT_S3: 's3://hand-over/events/1',
    };
    expect(decode(variables).event).toEqual({ s3: { bucket: 'hand-over', key: 'events/1' } });
  });

  it.each([
    [
      'a missing event',
      { AWS_LAMBDA_FUNCTION_EVENT: undefined },
      'AWS_LAMBDA_FUNCTION_EVENT is not set',
    ],
    ['an empty event', { AWS_LAMBDA_FUNCTION_EVENT: '' }, 'AWS_LAMBDA_FUNCTION_EVENT is empty'],
    [
      'a blank event',
      { AWS_LAMBDA_FUNCTION_EVENT: ' ' },
      'AWS_LAMBDA_FUNCTION_EVENT is empty (" ")',
    ],
    [
      'an event that is no JSON',
      { AWS_LAMBDA_FUNCTION_EVENT: '{id:1}' },
      'AWS_LAMBDA_FUNCTION_EVENT is not JSON: "{id:1}"',
    ],
    [
      'a missing context',
      { AWS_LAMBDA_FUNCTION_CONTEXT: undefined },
      'AWS_LAMBDA_FUNCTION_CONTEXT is not set',
    ],
    [
      'an empty context',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '' },
      'AWS_LAMBDA_FUNCTION_CONTEXT is empty',
    ],
    [
      'a context that is no object',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '[1]' },
      'AWS_LAMBDA_FUNCTION_CONTEXT is not a JSON object: "[1]"',
    ],
    [
      'a context without a function',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '{}' },
      'AWS_LAMBDA_FUNCTION_CONTEXT has no "functionName": "{}"',
    ],
    [
      'a context without a request id',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"a"}' },
      'has no "awsRequestId"',
    ],
    [
      'an ARN as the function',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"arn:aws:lambda:x","awsRequestId":"1"}' },
      '"arn:aws:lambda:x", which is not the name of a Lambda function',
    ],
    [
      'a member of the wrong type',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"a","awsRequestId":{}}' },
      'has "{}" as "awsRequestId"',
    ],
    [
      'a request id with a line break',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"a","awsRequestId":"1\\n2"}' },
      'as "awsRequestId". Pass it without control characters',
    ],
    [
      'a request id with half a character',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"a","awsRequestId":"\\ud83d"}' },
      'as "awsRequestId". Pass it without control characters',
    ],
    [
      'a request id with a space around it',
      { AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"a","awsRequestId":" 1"}' },
      'and without spaces around it',
    ],
    ['an empty handler path', { AWS_LAMBDA_HANDLER_PATH: '' }, 'AWS_LAMBDA_HANDLER_PATH is empty'],
    [
      'an empty address',
      { AWS_LAMBDA_FUNCTION_EVENT: undefined, AWS_LAMBDA_FUNCTION_EVENT_S3: '' },
      'AWS_LAMBDA_FUNCTION_EVENT_S3 is empty',
    ],
    [
      'an address elsewhere',
      { AWS_LAMBDA_FUNCTION_EVENT: undefined, AWS_LAMBDA_FUNCTION_EVENT_S3: 'https://a/b' },
      'AWS_LAMBDA_FUNCTION_EVENT_S3 is not an S3 address: "https://a/b"',
    ],
    [
      'an event beside an address',
      { AWS_LAMBDA_FUNCTION_EVENT_S3: 's3://hand-over/1' },
      'are both set',
    ],
    ['a missing region', { AWS_REGION: undefined }, 'AWS_REGION is not set'],
    ['an empty region', { AWS_REGION: '' }, 'AWS_REGION is empty'],
  ])('refuses %s', (_, change, message) => {
    const attempt = () => decode({ ...ENVIRONMENT, ...change });
    expect(attempt).toThrow(ContractError);
    expect(attempt).toThrow(message);
  });

  it('refuses to encode a function whose name ends in Dlq', () => {
    const context = { functionName: 'ordersDlq', awsRequestId: 'r-1' };
    expect(() => encodeContract({ event: { text: '{}' }, context })).toThrow(
      'can\'t name the function "ordersDlq": its suffix would be dropped, and "orders" would run',
    );
  });

  it('names the argument that a value was passed in', () => {
    const given = { ...fromEnvironment(ENVIRONMENT), event: { value: 'abc', label: '--event' } };
    expect(() => decodeContract(given)).toThrow('--event is not JSON: "abc"');
  });

  it('quotes only the beginning of a large value, on one line', () => {
    const event = `{\n"secret": ${'x'.repeat(500)}`;
    expect(() => decode({ ...ENVIRONMENT, AWS_LAMBDA_FUNCTION_EVENT: event })).toThrow(
      /^.{0,200}$/,
    );
  });

  it('refuses to encode what the runner would refuse', () => {
    expect(() =>
      encodeContract({ event: { text: 'abc' }, context: JSON.parse(CONTEXT) as never }),
    ).toThrow('AWS_LAMBDA_FUNCTION_EVENT is not JSON');
  });
});

it('takes the tracing header of a context, and an empty one for none', () => {
  const read = (xRayTraceId: string) =>
    decodeContract(
      fromEnvironment({
        AWS_LAMBDA_FUNCTION_EVENT: '1',
        AWS_LAMBDA_FUNCTION_CONTEXT: JSON.stringify({
          functionName: 'orders',
          awsRequestId: 'r-1',
          xRayTraceId,
        }),
        AWS_REGION: 'eu-west-1',
      }),
    ).context;
  expect(read('Root=1;Lineage=a:1').xRayTraceId).toBe('Root=1;Lineage=a:1');
  expect(read('')).not.toHaveProperty('xRayTraceId');
});
