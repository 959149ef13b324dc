// AWS's own managed policies, as far as they allow something that is emulated.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html

const WRITING_LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** Their actions, all on `*`; what concerns other services is left out. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  PowerUserAccess: [
    's3:*',
    'sqs:*',
    'lambda:*',
    'ecs:*',
    'ecr:*',
    'logs:*',
    'cloudformation:*',
    'sts:*',
  ],
  AmazonS3FullAccess: ['s3:*'],
  AmazonS3ReadOnlyAccess: ['s3:Get*', 's3:List*', 's3:Describe*'],
  AmazonSQSFullAccess: ['sqs:*'],
  AmazonSQSReadOnlyAccess: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:List*'],
  AmazonECS_FullAccess: ['ecs:*'],
  AWSLambda_FullAccess: ['lambda:*'],
  CloudWatchLogsFullAccess: ['logs:*'],
  'service-role/AWSLambdaRole': ['lambda:InvokeFunction'],
  'service-role/AWSLambdaBasicExecutionRole': WRITING_LOGS,
  'service-role/AWSLambdaVPCAccessExecutionRole': WRITING_LOGS,
  'service-role/AmazonECSTaskExecutionRolePolicy': [
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'ecr:GetAuthorizationToken',
    'ecr:BatchCheckLayerAvailability',
    'ecr:GetDownloadUrlForLayer',
    'ecr:BatchGetImage',
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    ...WRITING_LOGS,
  ],
  AWSXRayDaemonWriteAccess: [],
};

/** @returns undefined for a policy that is not known */
export function managedActions(policyArn: string): readonly string[] | undefined {
  const name = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(policyArn)?.[1] ?? '';
  return Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
}
