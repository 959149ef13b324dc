// Finds policies that contradict their function, so that its container would do less than the function in Lambda.
import { fargateSizeFor } from '@immortal/shared';
import { roleOf, type Template } from '../../template';
import { type RescuedFunction } from '../rescued-function';
import { memoryOf } from '../task/size';
import { error, type Finding, warning } from './finding';

type Checked = Pick<RescuedFunction, 'key' | 'logicalId' | 'properties' | 'rescue'>;

export function contradictions(fn: Checked, template: Template): Finding[] {
  return [
    ...smallerSize(fn),
    ...shorterTime(fn),
    ...noFileSystem(fn),
    ...preparedRole(fn, template),
  ];
}

/** Too little memory ends a container that fits into Lambda; too little CPU only makes it slower. */
function smallerSize({ key, properties, rescue: { size } }: Checked): Finding[] {
  const memory = memoryOf(properties);
  const derived = memory === undefined ? undefined : fargateSizeFor(memory);
  if (!size || memory === undefined || !derived) return [];
  if (size.memory < memory) {
    return [
      error(
        `functions.${key}.rescue.memory is ${size.memory}, less than the function's memorySize of ${memory} MB. Set memory to ${memory} or more, or leave out cpu and memory.`,
      ),
    ];
  }
  if (size.cpu >= derived.cpu) return [];
  return [
    warning(
      `functions.${key}.rescue.cpu is ${size.cpu}, and Lambda gives a function of ${memory} MB about ${derived.cpu} CPU units: its container will be slower. Set cpu to ${derived.cpu}, or leave out cpu and memory.`,
    ),
  ];
}

/** Seconds. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const DEFAULT_TIMEOUT = 3;

function shorterTime({ key, properties, rescue: { maximumSeconds } }: Checked): Finding[] {
  const timeout = Number(properties['Timeout'] ?? DEFAULT_TIMEOUT);
  // NaN if only CloudFormation knows the timeout.
  if (maximumSeconds === undefined || !(maximumSeconds < timeout)) return [];
  return [
    error(
      `functions.${key}.rescue.maximumSeconds is ${maximumSeconds}, less than the function's timeout of ${timeout} s: its container would end earlier than Lambda did. Set it to ${timeout} or more, or leave it out.`,
    ),
  ];
}

function noFileSystem({ key, properties, rescue: { fileSystem } }: Checked): Finding[] {
  const configs = (properties['FileSystemConfigs'] ?? []) as unknown[];
  if (fileSystem === undefined || configs.length > 0) return [];
  return [
    error(
      `functions.${key}.rescue.fileSystem is ${fileSystem}, but the function has no fileSystemConfig, so its container mounts nothing. Add the fileSystemConfig, or remove fileSystem.`,
    ),
  ];
}

function preparedRole(
  { key, logicalId, rescue: { role } }: Checked,
  template: Template,
): Finding[] {
  const own = roleOf(logicalId, template);
  if (role === undefined || own === undefined) return [];
  return [
    error(
      `functions.${key}.rescue.role is ${role}, but the function's role ${own} is part of the stack, and packaging prepares it. Remove role.`,
    ),
  ];
}
