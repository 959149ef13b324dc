// The schema of a function's `deadLetter:`, with which the framework accepts the key and refuses typos.

/** The properties of AWS::SQS::Queue, spelled as in the original plugin. A dead-letter queue of Lambda can't be FIFO. */
const QUEUE_PROPERTIES = {
  queueName: { type: 'string', minLength: 1 },
  delaySeconds: { type: 'integer', minimum: 0, maximum: 900 },
  kmsDataKeyReusePeriodSeconds: { type: 'integer', minimum: 60, maximum: 86_400 },
  kmsMasterKeyId: { anyOf: [{ type: 'string' }, { type: 'object' }] },
  maximumMessageSize: { type: 'integer', minimum: 1024, maximum: 1_048_576 },
  messageRetentionPeriod: { type: 'integer', minimum: 60, maximum: 1_209_600 },
  receiveMessageWaitTimeSeconds: { type: 'integer', minimum: 0, maximum: 20 },
  redriveAllowPolicy: { type: 'object' },
  redrivePolicy: { type: 'object' },
  sqsManagedSseEnabled: { type: 'boolean' },
  tags: { type: 'array' },
  visibilityTimeout: { type: 'integer', minimum: 0, maximum: 43_200 },
};

const QUEUE = {
  type: 'object',
  properties: QUEUE_PROPERTIES,
  required: ['queueName'],
  additionalProperties: false,
};

const STACK_RESOURCE = {
  type: 'object',
  properties: { GetResourceArn: { type: 'string', pattern: '^[a-zA-Z0-9]+$' } },
  required: ['GetResourceArn'],
  additionalProperties: false,
};

/** Exactly one way to name the target, as in the README of serverless-plugin-lambda-dead-letter. */
export const FUNCTION_SCHEMA = {
  type: 'object',
  properties: {
    deadLetter: {
      type: 'object',
      properties: {
        sqs: { anyOf: [{ type: 'string', minLength: 1 }, QUEUE] },
        sns: { type: 'string', minLength: 1 },
        targetArn: {
          anyOf: [
            // An empty string removes the target, and so does null, which the framework drops before
            // it validates. An ARN has the form that the original plugin accepts.
            {
              type: 'string',
              pattern: '^(arn:aws:(sqs|sns):[a-z]{2,}-[a-z]{2,}-[0-9]:[0-9]{12}:[a-zA-Z0-9_-]+)?$',
            },
            STACK_RESOURCE,
          ],
        },
      },
      maxProperties: 1,
      additionalProperties: false,
    },
  },
} as const;
