// SQS and S3 of the local cloud, in this process.
export { startStorage, type Storage } from './start-storage';
export type { StorageOptions } from './queue-names';
export type { QueueDeclaration } from './queue-properties';
export type { MessageAttribute } from './message-attributes';
export type { Wait } from './sqs-service';
export type { MovedMessage, TakenMessage } from './moved-messages';
export type { LyingMessage } from './stored-messages';
export type {
  Attributes,
  QueueDepth,
  ReceivedAttribute,
  ReceivedMessage,
  ReceiveOptions,
} from './queues';
export { S3_OPERATIONS, s3OperationOf } from './s3-operation';
export { readS3Request } from './s3-request';
export { s3Refusal } from './s3-wire';
export { SQS_OPERATIONS } from './sqs-service';
export { sqsOperationOf, sqsRefusal } from './sqs-wire';
export { header, type WireRequest, type WireResponse } from './wire';
export { StorageError } from './errors';
