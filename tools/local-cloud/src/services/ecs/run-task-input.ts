// What RunTask is given, checked as ECS checks it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
import {
  MAX_CLIENT_TOKEN_LENGTH,
  MAX_OVERRIDES_LENGTH,
  MAX_STARTED_BY_LENGTH,
  MAX_TASK_COUNT,
} from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { PlacementInput } from './capacity-providers';
import { isFargateSize, noSuchSize, whyNoDisk } from './fargate-settings';
import type { TaskDefinition } from './task-definitions';

export interface ContainerOverride {
  readonly name?: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly command?: readonly string[];
}

export interface Overrides {
  readonly containerOverrides?: readonly ContainerOverride[];
  readonly cpu?: string;
  readonly memory?: string;
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
  readonly ephemeralStorage?: { readonly sizeInGiB?: number };
}

export interface RunTaskInput extends PlacementInput {
  readonly cluster?: string;
  readonly taskDefinition?: string;
  readonly count?: number;
  readonly clientToken?: string;
  readonly startedBy?: string;
  readonly group?: string;
  readonly tags?: readonly { readonly key?: string; readonly value?: string }[];
  readonly overrides?: Overrides;
  readonly networkConfiguration?: {
    readonly awsvpcConfiguration?: {
      readonly subnets?: readonly string[];
      readonly securityGroups?: readonly string[];
      readonly assignPublicIp?: string;
    };
  };
}

/** What is followed, and what changes nothing on one machine without IAM. Anything else is refused. */
const KNOWN = {
  RunTask: [
    'cluster',
    'taskDefinition',
    'count',
    'clientToken',
    'startedBy',
    'group',
    'tags',
    'overrides',
    'networkConfiguration',
    'capacityProviderStrategy',
    'launchType',
    'platformVersion',
    'placementConstraints',
    'placementStrategy',
    'propagateTags',
    'enableECSManagedTags',
    'enableExecuteCommand',
    'referenceId',
  ],
  overrides: [
    'containerOverrides',
    'cpu',
    'memory',
    'ephemeralStorage',
    'taskRoleArn',
    'executionRoleArn',
  ],
  containerOverrides: ['name', 'environment', 'command', 'cpu', 'memory', 'memoryReservation'],
};

/** @throws {ApiError} InvalidParameterException or ClientException, in ECS's words where they are known */
export function checkRunTask(input: RunTaskInput, definition: TaskDefinition): void {
  const { overrides = {}, count = 1 } = input;
  checkKnown('RunTask', input);
  checkKnown('overrides', overrides);
  refuseIf(count < 1 || count > MAX_TASK_COUNT, `count must be between 1 and ${MAX_TASK_COUNT}.`);
  refuseIf(
    definition.networkMode === 'awsvpc' &&
      !input.networkConfiguration?.awsvpcConfiguration?.subnets?.length,
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  );
  refuseIf(
    JSON.stringify(overrides).length > MAX_OVERRIDES_LENGTH,
    `Container Overrides length must be at most ${MAX_OVERRIDES_LENGTH}`,
  );
  checkNames(input);
  checkSize(overrides, definition);
  checkDisk(overrides);
  for (const override of overrides.containerOverrides ?? []) {
    checkKnown('containerOverrides', override);
    refuseIf(
      override.name !== definition.container.name,
      `Override for container named ${String(override.name)} is not a container in the TaskDefinition.`,
    );
  }
}

function checkSize({ cpu, memory }: Overrides, definition: TaskDefinition): void {
  const size = { cpu: cpu ?? definition.cpu, memory: memory ?? definition.memory };
  if (isFargateSize(size.cpu, size.memory)) return;
  throw new ApiError('ClientException', noSuchSize(size.cpu, size.memory));
}

function checkDisk({ ephemeralStorage }: Overrides): void {
  if (ephemeralStorage === undefined) return;
  const why = whyNoDisk(ephemeralStorage.sizeInGiB ?? NaN);
  if (why !== undefined) throw new ApiError('ClientException', why);
}

function checkNames({ startedBy = '', clientToken }: RunTaskInput): void {
  refuseIf(
    startedBy.length > MAX_STARTED_BY_LENGTH || !/^[\w/-]*$/.test(startedBy),
    `startedBy must be at most ${MAX_STARTED_BY_LENGTH} letters, digits, hyphens, slashes and underscores.`,
  );
  refuseIf(
    clientToken !== undefined &&
      (clientToken.length > MAX_CLIENT_TOKEN_LENGTH || !/^[\x21-\x7e]+$/.test(clientToken)),
    `clientToken must be at most ${MAX_CLIENT_TOKEN_LENGTH} ASCII characters from 33 to 126.`,
  );
}

function checkKnown(place: keyof typeof KNOWN, members: object): void {
  const unknown = Object.keys(members).find((name) => !KNOWN[place].includes(name));
  refuseIf(
    unknown !== undefined,
    `The local cloud does not support ${String(unknown)} of ${place}: leave it out for local runs.`,
  );
}

function refuseIf(wrong: boolean, message: string): void {
  if (wrong) throw new ApiError('InvalidParameterException', message);
}
