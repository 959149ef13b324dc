// What RunTask is given, checked as ECS checks it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
import {
  MAX_CLIENT_TOKEN_LENGTH,
  MAX_OVERRIDES_LENGTH,
  MAX_STARTED_BY_LENGTH,
} from '../aws-limits';
import { ApiError } from '../errors';
import type { TaskDefinition } from './task-definitions';

export interface ContainerOverride {
  readonly name?: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly command?: readonly string[];
}

export interface RunTaskInput {
  readonly cluster?: string;
  readonly taskDefinition?: string;
  readonly count?: number;
  readonly clientToken?: string;
  readonly startedBy?: string;
  readonly group?: string;
  readonly tags?: readonly { readonly key?: string; readonly value?: string }[];
  readonly overrides?: { readonly containerOverrides?: readonly ContainerOverride[] };
  readonly networkConfiguration?: {
    readonly awsvpcConfiguration?: { readonly subnets?: readonly string[] };
  };
}

/** @throws {ApiError} InvalidParameterException or ClientException, in ECS's words where they are known */
export function checkRunTask(input: RunTaskInput, definition: TaskDefinition): void {
  const { overrides = {}, startedBy = '', clientToken, count = 1 } = input;
  refuseIf(count < 1 || count > 10, 'count must be between 1 and 10.');
  refuseIf(
    definition.networkMode === 'awsvpc' &&
      !input.networkConfiguration?.awsvpcConfiguration?.subnets?.length,
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  );
  refuseIf(
    JSON.stringify(overrides).length > MAX_OVERRIDES_LENGTH,
    `Container Overrides length must be at most ${MAX_OVERRIDES_LENGTH}`,
  );
  refuseIf(
    startedBy.length > MAX_STARTED_BY_LENGTH || !/^[\w/-]*$/.test(startedBy),
    `startedBy must be at most ${MAX_STARTED_BY_LENGTH} letters, digits, hyphens, slashes and underscores.`,
  );
  refuseIf(
    clientToken !== undefined &&
      (clientToken.length > MAX_CLIENT_TOKEN_LENGTH || !/^[\x21-\x7e]+$/.test(clientToken)),
    `clientToken must be at most ${MAX_CLIENT_TOKEN_LENGTH} ASCII characters from 33 to 126.`,
  );
  for (const { name } of overrides.containerOverrides ?? []) {
    refuseIf(
      !definition.containers.some((container) => container.name === name),
      `Override for container named ${String(name)} is not a container in the TaskDefinition.`,
    );
  }
}

function refuseIf(wrong: boolean, message: string): void {
  if (wrong) throw new ApiError('InvalidParameterException', message);
}
