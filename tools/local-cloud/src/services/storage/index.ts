// SQS and S3 of the local cloud, in this process.
export { startStorage, type Storage } from './start-storage';
export type { StorageOptions } from '../sqs/queue-names';
export type { QueueDeclaration } from '../sqs/queue-properties';
export type { MessageAttribute } from '../sqs/message-attributes';
export type { Wait } from '../sqs/sqs-service';
export type { MovedMessage, TakenMessage } from './moved-messages';
export type { LyingMessage } from './stored-messages';
export type {
  Attributes,
  QueueDepth,
  ReceivedAttribute,
  ReceivedMessage,
  ReceiveOptions,
} from '../sqs/queues';
export { S3_OPERATIONS, s3OperationOf } from '../s3/operation';
export { readS3Request } from '../s3/request';
export { s3Refusal } from '../s3/s3-service';
export { SQS_OPERATIONS } from '../sqs/sqs-service';
export { sqsOperationOf, sqsRefusal } from '../sqs/wire';
export { header, type WireRequest, type WireResponse } from '../../kernel/wire';
export { StorageError } from './errors';
