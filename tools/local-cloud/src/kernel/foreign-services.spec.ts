import { SERVICES } from '../services';
import { Callers } from './authentication/callers';
import { refuseForeign } from './foreign-services';
import { Recognizer } from './recognition';
import type { WireRequest } from './wire';

const recognizer = new Recognizer(SERVICES, new Callers());

function refusalOf(request: WireRequest) {
  const found = recognizer.recognize(request);
  return found.kind === 'foreign' ? refuseForeign(request, found.service) : undefined;
}

function requestFor(service: string | undefined, more: Record<string, string> = {}) {
  const scope = `20260101/eu-west-1/${service ?? ''}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=KEY/${scope}, SignedHeaders=host, Signature=0`;
  const headers = { ...more, ...(service !== undefined && { authorization }) };
  return { method: 'POST', url: '/', headers, body: Buffer.alloc(0) };
}

const says = (service: string) => `${service} is not emulated by the local cloud.`;
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

it.each(['s3', 'sqs', 'lambda', 'ecs', 'logs', 'cloudformation', 'sts', 'ecr', undefined])(
  'lets requests for %s pass',
  (service) => {
    expect(refusalOf(requestFor(service))).toBeUndefined();
  },
);

it('lets requests pass that are not signed, and whose target is emulated', () => {
  const target = { 'x-amz-target': 'AmazonSQS.SendMessage' };
  expect(refusalOf(requestFor(undefined, target))).toBeUndefined();
});

it('refuses another service by name, as its JSON clients understand', () => {
  const answer = refusalOf(requestFor('dynamodb'));
  expect(answer).toMatchObject({
    status: 400,
    headers: { 'x-amzn-errortype': 'UnknownOperationException' },
  });
  expect(JSON.parse(String(answer?.body))).toStrictEqual({
    __type: 'UnknownOperationException',
    message: `${says('dynamodb')} Its client can be pointed to a stand-in by the variable AWS_ENDPOINT_URL_<SERVICE>.`,
  });
});

it('refuses another service by its target where nothing is signed', () => {
  const target = { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' };
  const answer = refusalOf(requestFor(undefined, target));
  expect(String(answer?.body)).toContain(says('AWSCognitoIdentityProviderService'));
});

it.each([
  ['sns', FORM, /^<ErrorResponse><Error>.*<\/ErrorResponse>$/],
  ['route53', {}, /^<ErrorResponse><Error>.*<\/ErrorResponse>$/],
  ['ec2', FORM, /^<Response><Errors><Error>.*<\/Response>$/],
])('refuses another service by name, as its XML clients understand: %s', (service, more, form) => {
  const body = String(refusalOf(requestFor(service, more))?.body);
  expect(body).toMatch(form);
  expect(body).toContain(
    `<Code>UnknownOperationException</Code><Message>${says(service)} Its client can be pointed to a stand-in by the variable AWS_ENDPOINT_URL_&lt;SERVICE&gt;.</Message>`,
  );
});

it('refuses another service by name, as its CBOR clients understand', () => {
  const protocol = { 'smithy-protocol': 'rpc-v2-cbor' };
  const answer = refusalOf(requestFor('monitoring', protocol));
  expect(answer?.headers).toMatchObject({
    ...protocol,
    'content-type': 'application/cbor',
  });
  // A map of two, and its first key, a text of six bytes.
  expect(answer?.body.subarray(0, 8)).toStrictEqual(Buffer.from('\xa2\x66__type', 'latin1'));
  expect(String(answer?.body)).toContain(says('monitoring'));
});
