// SQS and S3 of the local cloud, in this process.
export { startStorage, type Storage } from './start-storage';
export type { StorageOptions } from '../sqs/queue-names';
export type { QueueDeclaration } from '../sqs/queue-properties';
export type { MessageAttribute } from '../sqs/message-attributes';
export type { Wait } from '../sqs/sqs-service';
export type { MovedMessage, TakenMessage } from './moved-messages';
export type { InspectedMessage } from './stored-messages';
export type {
  Attributes,
  QueueDepth,
  ReceivedAttribute,
  ReceivedMessage,
  ReceiveOptions,
} from '../sqs/queues';
