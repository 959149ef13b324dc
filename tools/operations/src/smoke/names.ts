// The resources that the smoke test of a stage is about.
import { failureQueueOf } from '@immortal/shared';
import { SmokeTestError } from '../errors';
import { clusterOf, containerLogGroupOf, dataBucketOf, parkedQueueOf } from '../stack';

export interface Names {
  readonly region: string;
  readonly account: string;
  readonly function: string;
  /** Where Lambda puts an event that finally failed. */
  readonly failureQueue: string;
  /** Where an event waits that could not be rescued. */
  readonly parkedQueue: string;
  readonly cluster: string;
  readonly containerLogs: string;
  readonly bucket: string;
}

/**
 * @param functionArn of the smoke function, whose account and region are those of the stack
 * @throws {SmokeTestError} if it is not the ARN of a function
 */
export function namesOf(stack: string, functionArn: string): Names {
  const [, , , region, account, , name] = functionArn.split(':');
  if (!region || !account || !name) {
    throw new SmokeTestError(`${JSON.stringify(functionArn)} is not the ARN of a function.`);
  }
  return {
    region,
    account,
    function: name,
    failureQueue: failureQueueOf(name),
    parkedQueue: parkedQueueOf(stack),
    cluster: clusterOf(stack),
    containerLogs: containerLogGroupOf(stack),
    bucket: dataBucketOf(stack, account, region),
  };
}

/** The object that the function writes when it completes. */
export function resultKey(id: string): string {
  return `smoke/${id}.json`;
}
