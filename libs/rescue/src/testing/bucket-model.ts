// A model of the hand-over bucket for specs: objects that are written once.
import {
  type DeleteObjectCommandInput,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
  S3ServiceException,
} from '@aws-sdk/client-s3';

/** Before any task stops. */
const STORED_AT = new Date(0);

export class BucketModel {
  /** Texts by key. */
  readonly objects = new Map<string, string>();

  readonly put = ({ Key = '', Body }: PutObjectCommandInput) => {
    if (this.objects.has(Key)) throw s3Error('PreconditionFailed');
    if (typeof Body === 'string') this.objects.set(Key, Body);
    return {};
  };

  readonly get = ({ Key = '' }: GetObjectCommandInput) => {
    const text = this.objects.get(Key);
    if (text === undefined) throw s3Error('AccessDenied');
    return { LastModified: STORED_AT, Body: { transformToString: () => Promise.resolve(text) } };
  };

  readonly delete = ({ Key = '' }: DeleteObjectCommandInput) => {
    this.objects.delete(Key);
    return {};
  };
}

export function s3Error(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}
