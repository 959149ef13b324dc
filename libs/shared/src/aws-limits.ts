// Limits of AWS that more than one project needs, each with its source.

/** Bytes of an SQS message, including its attributes. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const MAX_MESSAGE_BYTES = 1_048_576;
/** Attributes of an SQS message, from the same page. */
export const MAX_MESSAGE_ATTRIBUTES = 10;
/** Seconds by which a message can be delayed. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const MAX_DELAY_SECONDS = 900;

/** Bytes of a function's code and layers together, unpacked (250 MB). https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_UNPACKED_BYTES = 262_144_000;

/** Characters of all overrides of a task, including JSON formatting. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const MAX_OVERRIDES_LENGTH = 8192;
/** Characters of `startedBy`, from the same page. */
export const MAX_STARTED_BY_LENGTH = 128;
/** Tasks per DescribeTasks. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
export const MAX_DESCRIBED_TASKS = 100;

/**
 * Bytes of a log line, including its line break, that nothing splits: CloudWatch Logs accepts 262,144 bytes for an event
 * with its 26 bytes of overhead, and Fargate's logger splits a line that is longer than 262,118.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const MAX_LINE_BYTES = 250_000;
