// The AWS services of the local cloud. A new one is a folder here, and a line in this list.
import type { AwsService } from '../kernel/aws-service';
import { cloudFormation } from './cloudformation';
import { cloudwatch } from './cloudwatch';
import { ec2 } from './ec2';
import { ecr } from './ecr';
import { ecs } from './ecs';
import { efs } from './efs';
import { events } from './events';
import { iam } from './iam';
import { kms } from './kms';
import { lambda } from './lambda';
import { logs } from './logs';
import type { ServiceRuntime } from './runtime';
import { s3 } from './s3';
import { sns } from './sns';
import { sqs } from './sqs';
import { sts } from './sts';

/** S3 takes any path, so it comes last: requests that are not signed are tried in this order. */
export const SERVICES: readonly AwsService<ServiceRuntime>[] = [
  ecs,
  lambda,
  logs,
  events,
  cloudFormation,
  ecr,
  sts,
  sqs,
  iam,
  sns,
  kms,
  cloudwatch,
  ec2,
  efs,
  s3,
];
