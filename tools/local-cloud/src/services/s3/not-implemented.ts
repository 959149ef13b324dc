// The error for what the local cloud does not support of S3, as S3 itself reports a missing feature.
import { ApiError } from '../../kernel/errors';

export const notImplemented = (what: string): ApiError =>
  new ApiError('NotImplemented', `${what}: the local cloud does not support this`, 501);
