// Sample events, shortened from AWS's documentation.

export interface Sample {
  readonly name: string;
  readonly event: object;
}

const REGION = 'eu-west-1';
const TIME = '2026-01-01T06:00:00Z';

export const SAMPLES: readonly Sample[] = [
  { name: 'Smoke', event: { id: 'console', sleepSeconds: 4 } },
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    name: 'S3',
    event: {
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: REGION,
          eventTime: '2026-01-01T06:00:00.000Z',
          eventName: 'ObjectCreated:Put',
          s3: {
            s3SchemaVersion: '1.0',
            bucket: { name: 'my-bucket', arn: 'arn:aws:s3:::my-bucket' },
            object: {
              key: 'folder/file.csv',
              size: 1024,
              eTag: 'd41d8cd98f00b204e9800998ecf8427e',
            },
          },
        },
      ],
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
    name: 'SNS',
    event: {
      Records: [
        {
          EventVersion: '1.0',
          EventSource: 'aws:sns',
          Sns: {
            Type: 'Notification',
            MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
            TopicArn: `arn:aws:sns:${REGION}:000000000000:my-topic`,
            Subject: 'A subject',
            Message: 'Hello from SNS',
            Timestamp: '2026-01-01T06:00:00.000Z',
            MessageAttributes: {},
          },
        },
      ],
    },
  },
  {
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
    name: 'Schedule',
    event: {
      version: '0',
      id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: TIME,
      region: REGION,
      resources: [`arn:aws:events:${REGION}:000000000000:rule/nightly`],
      detail: {},
    },
  },
  {
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
    name: 'EventBridge',
    event: {
      version: '0',
      id: '17793124-05d4-b198-2fde-7ededc63b103',
      'detail-type': 'Order placed',
      source: 'my.shop',
      account: '000000000000',
      time: TIME,
      region: REGION,
      resources: [],
      detail: { orderId: 4711, amount: 99.5 },
    },
  },
];
