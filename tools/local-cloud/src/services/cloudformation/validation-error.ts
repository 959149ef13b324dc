// What CloudFormation says of calls that it does not take: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
import { ApiError } from '../../kernel/errors';

export const validationError = (message: string): ApiError =>
  new ApiError('ValidationError', message);
