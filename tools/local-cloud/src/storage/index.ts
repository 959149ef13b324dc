// SQS and S3 of the local cloud, in this process.
export { startStorage, type Storage } from './start-storage';
export type { StorageOptions } from './queue-names';
export type { QueueDeclaration } from './queue-properties';
export type { MessageAttribute } from './message-attributes';
export type {
  Attributes,
  QueueDepth,
  ReceivedAttribute,
  ReceivedMessage,
  ReceiveOptions,
} from './queues';
export type { WireRequest, WireResponse } from './wire';
export { StorageError } from './errors';
