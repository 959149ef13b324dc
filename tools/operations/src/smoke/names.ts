// What belongs to the smoke function of a stage, by the names that serverless.yml gives.
import { SmokeTestError } from './errors';

export interface Names {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly function: string;
  /** Where Lambda puts the event when it gives up. */
  readonly failureQueue: string;
  /** Where an event waits that could not be rescued. */
  readonly parkedQueue: string;
  readonly cluster: string;
  readonly containerLogs: string;
  readonly bucket: string;
}

/** Of a function that has not been looked up yet. */
export function functionNameOf(service: string, stage: string): string {
  return `${service}-${stage}-smoke`;
}

/**
 * @param functionArn of the smoke function; its account and region are those of everything else
 * @throws {SmokeTestError} if it is no ARN of a function
 */
export function namesOf(service: string, stage: string, functionArn: string): Names {
  const [, partition, , region, account, , name] = functionArn.split(':');
  if (!partition || !region || !account || !name) {
    throw new SmokeTestError(`${JSON.stringify(functionArn)} is no ARN of a function.`);
  }
  const stack = `${service}-${stage}`;
  return {
    ...{ partition, region, account, function: name },
    failureQueue: `${name}-failures`,
    parkedQueue: `${stack}-parked`,
    cluster: stack,
    containerLogs: `/aws/ecs/${stack}-runner`,
    bucket: `${stack}-data-${account}-${region}`,
  };
}

/** The object that the function writes when it has worked to its end. */
export function resultKey(id: string): string {
  return `smoke/${id}.json`;
}
