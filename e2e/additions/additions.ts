// What a project may add to its clone by hand: handlers, functions in serverless.yml, resources in data.yml.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Clone } from '../clone/clone';

const SERVICE = 'apps/service/serverless.yml';
const DATA = 'apps/service/resources/data.yml';

/** Handwritten handlers, and an event. */
export const FILES = {
  'event.json': '{"order":"1"}\n',
  'apps/service/src/log-event.ts': `export const logEvent = async (event: Record<string, unknown>) => {
  console.log(\`received \${event.order}\`);
  return 'logged';
};
`,
  'apps/service/src/own.js': `exports.handler = async (event) => {
  console.log('own', JSON.stringify(event));
  return { statusCode: 200 };
};
`,
  // Only the part by which the AWS SDK v2 is recognized; the whole SDK has 100 MB.
  'apps/service/src/legacy.js': `const userAgent = (name, version) => 'aws-sdk-' + name + '/' + version;

exports.handler = async () => userAgent('nodejs', '2.1693.0');
`,
};

/** The warnings of packaging, line by line. */
export const WARNINGS = [
  /^functions\.legacy: .* holds the AWS SDK for JavaScript v2/,
  /^The role ReportRole has no permissions boundary/,
  /^AWS::ApiGatewayV2::Api, .* lacks .*: apigateway:POST, /,
  /^AWS::DynamoDB::Table: .* lacks .*: dynamodb:CreateTable, .*dynamodb:DeleteTable\.$/,
  /^ProjectRole allows what the pipeline's boundary does not: dynamodb:DescribeStream, /,
];

/** One function for each feature that the sample does not have. */
const FUNCTIONS = `
  archive: # rescued through a destination
    handler: src/own.handler
    destinations:
      onFailure: { type: sqs, arn: !GetAtt ArchiveFailures.Arn }
    rescue: {}
  notify: # with a dead-letter queue, but not rescued
    handler: src/own.handler
    deadLetter: { targetArn: { GetResourceArn: NotifyDeadLetters } }
  consume: # reads a queue
    handler: src/own.handler
    events: [{ sqs: { arn: !GetAtt Orders.Arn } }]
  project: # reads a stream
    handler: src/own.handler
    role: ProjectRole
    events: [{ stream: { type: dynamodb, arn: !GetAtt OrderTable.StreamArn, startingPosition: LATEST } }]
  hello: # for an API
    handler: src/own.handler
    events: [{ httpApi: 'GET /hello' }]
  report: # with its own role
    handler: src/own.handler
    role: ReportRole
    environment: { TABLE: !Ref OrderTable }
  legacy:
    handler: src/legacy.handler
`;

const SUBSCRIPTION = `
      - sqs:
          arn: !GetAtt ArchiveFailures.Arn
          functionResponseType: ReportBatchItemFailures`;

const role = (name: string, statement: string, properties = '') => `
  ${name}:
    Type: AWS::IAM::Role
    Properties:${properties}
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }]
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: '2012-10-17'
            Statement: [${statement}]
`;

const RESOURCES = `
  ArchiveFailures:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: \${self:service}-\${sls:stage}-archive-failures
      VisibilityTimeout: 360
  NotifyDeadLetters:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: \${self:service}-\${sls:stage}-notify-dead-letters
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: \${self:service}-\${sls:stage}-orders
  OrderTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: \${self:service}-\${sls:stage}-orders
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      StreamSpecification: { StreamViewType: NEW_IMAGE }
${role('ReportRole', `{ Effect: Allow, Action: 'dynamodb:*', Resource: '*' }`)}
${role(
  'ProjectRole',
  `{ Effect: Allow, Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'], Resource: !GetAtt OrderTable.StreamArn }`,
  '\n      PermissionsBoundary: ${self:custom.permissionsBoundary}',
)}`;

/** Writes the functions and the secondary's subscription into serverless.yml. */
export function addFunctions(clone: Clone): void {
  const text = read(clone, SERVICE);
  clone.write(
    SERVICE,
    text
      .replace(/^functions:$/m, `functions:${FUNCTIONS}`)
      .replace(
        /^ {4}events:(?=\n {6}- sqs:\n {10}arn: !GetAtt \w+Failures)/m,
        `    events:${SUBSCRIPTION}`,
      ),
  );
}

/** Writes the resources into the project's own file. */
export function addResources(clone: Clone): void {
  clone.write(DATA, read(clone, DATA) + RESOURCES);
}

function read(clone: Clone, file: string): string {
  return readFileSync(path.join(clone.folder, file), 'utf8');
}
