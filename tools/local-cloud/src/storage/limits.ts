// Limits of AWS that fauxqs does not know.

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const SQS_MAX_MESSAGE_ATTRIBUTES = 10;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const SQS_MAX_VISIBILITY_TIMEOUT_SECONDS = 43_200;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const SQS_MAX_DELAY_SECONDS = 900;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export const SQS_MAX_ATTRIBUTE_NAME_LENGTH = 256;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const S3_MAX_KEY_BYTES = 1024;
