// Handlers that behave as specs want them to; every function of a spec's stack is one of them.
const { createHash, createHmac } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

exports.echo = async (event, context) => ({
  event,
  requestId: context.awsRequestId,
  arn: context.invokedFunctionArn,
  clientContext: context.clientContext ?? null,
});
exports.environment = async () => process.env;
exports.fail = async (event) => {
  throw new TypeError(`no such order: ${event.order}`);
};
exports.exit = async () => process.exit(7);
exports.hang = async () => {
  console.log(`hanging in process ${process.pid}`);
  await new Promise((resolve) => setTimeout(resolve, 120_000));
};
let later;
/** Does the rest when it finds the file that it has named, and tells of it to those that wait. */
exports.finishesLater = async ({ waits }) => {
  if (waits) return { pid: process.pid, finished: await later };
  const file = path.join(os.tmpdir(), `finishes-later-${process.pid}`);
  later = new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!fs.existsSync(file)) return;
      clearInterval(timer);
      resolve(true);
    }, 1);
  });
  return { pid: process.pid, file };
};
exports.pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.chatty = async (lines) => {
  for (let line = 0; line < lines; line += 1) console.log(`line ${line}`);
};
exports.pid = async () => process.pid;

/** Sends a message, once. */
exports.send = async ({ queue, body }) => {
  await callSqs('SendMessage', queue, { MessageBody: body });
  return 'sent';
};

/** Gives what a service answers. */
exports.call = ({ service, target, input }) => callJson(service, target, input);

/** Says which orders have failed: an order fails as often as it says. */
exports.batch = async ({ Records }) => {
  const failed = [];
  for (const record of Records) {
    const { order, fails = 0, hideFor, takesMs = 0 } = JSON.parse(record.body);
    const delivery = Number(record.attributes.ApproximateReceiveCount);
    console.log(`order ${order}, delivery ${delivery}`);
    if (hideFor !== undefined) await changeVisibility(record, hideFor);
    await new Promise((resolve) => setTimeout(resolve, takesMs));
    if (delivery <= fails) failed.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures: failed };
};

/** Its first answer for a message is one that AWS does not understand. */
exports.malformedBatch = async ({ Records }) => {
  const first = Records.some(({ attributes }) => attributes.ApproximateReceiveCount === '1');
  console.log(`batch of ${Records.map(({ body }) => body).sort()}`);
  return { batchItemFailures: first ? [{ itemIdentifier: '' }] : [] };
};

exports.failOnBatch = async ({ Records }) => {
  throw new Error(`batch of ${Records.map(({ body }) => body).sort()}`);
};

async function changeVisibility({ eventSourceARN, receiptHandle }, seconds) {
  const queue = eventSourceARN.split(':').at(-1);
  const input = { ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
  await callSqs('ChangeMessageVisibility', queue, input);
}

/** Calls SQS as an SDK client would with the credentials of this process. */
async function callSqs(operation, queue, input) {
  const QueueUrl = `${process.env.AWS_ENDPOINT_URL}/000000000000/${queue}`;
  const target = `AmazonSQS.${operation}`;
  const { status, body } = await callJson('sqs', target, { QueueUrl, ...input });
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** Calls a service that speaks JSON in the same way. */
async function callJson(service, target, input) {
  const { AWS_ENDPOINT_URL } = process.env;
  const body = JSON.stringify(input);
  const response = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      ...signed(new URL(AWS_ENDPOINT_URL).host, service, body),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
    },
    body,
  });
  return { status: response.status, body: await response.json() };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signed(host, service, body) {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [date.slice(0, 8), AWS_REGION, service, 'aws4_request'];
  const headers = { host, 'x-amz-date': date, 'x-amz-security-token': AWS_SESSION_TOKEN };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const credential = `Credential=${AWS_ACCESS_KEY_ID}/${scope.join('/')}`;
  const signature = `Signature=${hmac(key, text).toString('hex')}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, ${signature}`;
  return { ...headers, authorization };
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
