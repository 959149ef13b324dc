// Handlers that behave as specs want them to; every function of a spec's stack is one of them.

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
exports.exitLater = async () => {
  setTimeout(() => process.exit(0), 5);
  return process.pid;
};
exports.pid = async () => process.pid;

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
  const [account, name] = eventSourceARN.split(':').slice(-2);
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.ChangeMessageVisibility',
    },
    body: JSON.stringify({
      QueueUrl: `${process.env.AWS_ENDPOINT_URL}/${account}/${name}`,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  });
  if (!response.ok) throw new Error(await response.text());
}
