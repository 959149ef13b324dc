// Lambda: functions as processes of this machine, their retries, and the queues that invoke them.
import type { AwsService } from '../../kernel/aws-service';
import { LIMITS } from './limits';
import { CODE_PATH, downloadCode, type DownloadRuntime } from './code-address';
import { type LambdaRuntime, OPERATIONS } from './operations';
import { type LambdaInput, lambdaProtocol } from './protocol';
import { RESOURCE_TYPES } from './resource-types';

export const lambda: AwsService<LambdaRuntime & DownloadRuntime, LambdaInput> = {
  name: 'lambda',
  title: 'Lambda',
  api: { protocol: lambdaProtocol, operations: OPERATIONS },
  endpoints: { [CODE_PATH]: downloadCode },
  faults: {
    'sqs.deliver': {
      duplicate: 'A message that a function has handled is delivered to it once more.',
      'twice-at-once': 'A message is delivered twice at the same time.',
      late: 'A message is delivered after later ones.',
    },
    attempt: {
      timeout:
        'The next attempt of an asynchronous invocation is ended as if by its timeout, once the function has begun.',
    },
    function: {
      crash:
        'A function that reads a queue is killed in the middle: it has begun, and never answers.',
    },
    code: {
      truncated: 'The download of a function’s code breaks off half-way.',
      corrupt: 'The downloaded code differs in one byte.',
      expired: 'The address of the code has expired (403).',
      missing: 'There is nothing at the address of the code (404).',
    },
  },
  resourceTypes: RESOURCE_TYPES,
  limits: LIMITS,
};
