import { refuseOtherServices } from './other-services';

function requestFor(service: string | undefined, type = 'application/x-amz-json-1.0') {
  const scope = `20260101/eu-west-1/${service ?? ''}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=KEY/${scope}, SignedHeaders=host, Signature=0`;
  const headers = { 'content-type': type, ...(service !== undefined && { authorization }) };
  return { method: 'POST', url: '/', headers, body: Buffer.alloc(0) };
}

it.each(['s3', 'sqs', 'lambda', 'ecs', 'logs', 'cloudformation', 'sts', 'ecr', undefined])(
  'lets requests for %s pass',
  (service) => {
    expect(refuseOtherServices(requestFor(service))).toBeUndefined();
  },
);

it('refuses another service by name, as its JSON clients understand', () => {
  const answer = refuseOtherServices(requestFor('dynamodb'));
  expect(answer).toMatchObject({
    status: 400,
    headers: { 'x-amzn-errortype': 'UnknownOperationException' },
  });
  expect(JSON.parse(String(answer?.body))).toStrictEqual({
    __type: 'UnknownOperationException',
    message: 'The local cloud does not play dynamodb.',
  });
});

it('refuses another service by name, as its XML clients understand', () => {
  const form = 'application/x-www-form-urlencoded; charset=utf-8';
  expect(String(refuseOtherServices(requestFor('sns', form))?.body)).toContain(
    '<Code>UnknownOperationException</Code><Message>The local cloud does not play sns.</Message>',
  );
});
