// Handlers that behave as specs want them to; every function of a spec's stack is one of them.
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

/** Calls SQS as an SDK client would, signed with the key of this process. */
async function callSqs(operation, queue, input) {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_REGION } = process.env;
  const scope = `${AWS_ACCESS_KEY_ID}/20260101/${AWS_REGION}/sqs/aws4_request`;
  const response = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
    },
    body: JSON.stringify({ QueueUrl: `${AWS_ENDPOINT_URL}/000000000000/${queue}`, ...input }),
  });
  if (!response.ok) throw new Error(await response.text());
}
