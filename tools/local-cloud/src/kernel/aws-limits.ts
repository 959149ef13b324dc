// Every number that the local cloud copies from AWS, each with its source. Those that other projects need too are in
// libs/shared/src/aws-limits.ts.
export {
  MAX_DELAY_SECONDS as SQS_MAX_DELAY_SECONDS,
  MAX_DESCRIBED_TASKS,
  MAX_MESSAGE_ATTRIBUTES as SQS_MAX_MESSAGE_ATTRIBUTES,
  MAX_OVERRIDES_LENGTH,
  MAX_STARTED_BY_LENGTH,
} from '@immortal/shared';

/** Maximum bytes of an event. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_ASYNC_EVENT_BYTES = 1_048_576;
export const MAX_SYNC_EVENT_BYTES = 6_291_456;

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const DEFAULT_RETRY_ATTEMPTS = 2;
export const DEFAULT_MAX_EVENT_AGE_SECONDS = 21_600;

/** Seconds before the first and the second retry. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const RETRY_WAITS_SECONDS = [60, 120] as const;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const DEFAULT_TIMEOUT_SECONDS = 3;
export const DEFAULT_MEMORY_MB = 128;

/** Seconds that a runtime may take to start. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
export const INIT_TIMEOUT_SECONDS = 10;

/** Bytes of a dead letter's attribute ErrorMessage (its first KB). https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export const MAX_ERROR_MESSAGE_BYTES = 1024;

/** Bytes of the log's end that Invoke returns. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const MAX_LOG_TAIL_BYTES = 4096;

/** Seconds for which the URL of a function's code is valid. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const CODE_URL_SECONDS = 600;

/** Calls of Lambda's API per second and account, apart from invocations. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests */
export const GET_FUNCTION_PER_SECOND = 100;
export const CONTROL_PLANE_PER_SECOND = 15;

/** Characters of RunTask's clientToken. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const MAX_CLIENT_TOKEN_LENGTH = 64;
/** Maximum number of tasks that one RunTask call starts. */
export const MAX_TASK_COUNT = 10;
/** Tasks on a page of ListTasks. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
export const MAX_LISTED_TASKS = 100;

/** Maximum number of events in one response of FilterLogEvents or GetLogEvents. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const MAX_LOG_EVENTS = 10_000;
/** Maximum number of groups or streams in one response. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const MAX_DESCRIBED_LOGS = 50;

/** GiB of a task's disk without a setting, and those that can be set. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html */
export const DEFAULT_TASK_DISK_GIB = 20;
export const MIN_TASK_DISK_GIB = 21;
export const MAX_TASK_DISK_GIB = 200;

/** Seconds from SIGTERM to SIGKILL. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export const DEFAULT_STOP_TIMEOUT_SECONDS = 30;
export const MAX_STOP_TIMEOUT_SECONDS = 120;

/** Messages that an event source mapping passes to one invocation by default. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const DEFAULT_BATCH_SIZE = 10;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const MAX_RECEIVED_MESSAGES = 10;
export const MAX_WAIT_SECONDS = 20;

/** The values of queue attributes that are not set; policies have no default. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const SQS_DEFAULT_ATTRIBUTES: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  ContentBasedDeduplication: 'false',
  KmsDataKeyReusePeriodSeconds: '300',
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export const SQS_MAX_ATTRIBUTE_NAME_LENGTH = 256;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const S3_MAX_KEY_BYTES = 1024;

/** Maximum bytes of a template in a call, and of one in a bucket. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const MAX_TEMPLATE_BODY_BYTES = 51_200;
export const MAX_TEMPLATE_URL_BYTES = 1_048_576;
/** A stack's events or resources on one page. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const MAX_STACK_PAGE = 100;

/** The account in local ARNs; no account of AWS has this id. */
export const LOCAL_ACCOUNT_ID = '000000000000';
