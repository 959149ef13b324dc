// Size, disk and processor of a task, as its definition says, checked as Fargate checks them.
import { fargateMemories } from '@immortal/shared';
import {
  DEFAULT_TASK_DISK_GIB,
  MAX_TASK_DISK_GIB,
  MIN_TASK_DISK_GIB,
} from '../../kernel/aws-limits';
import { TemplateError } from '../../kernel/template';

export interface FargateSettings {
  /** CPU units: 1024 are one vCPU. */
  readonly cpu: string;
  /** In MB. */
  readonly memory: string;
  /** In GiB. */
  readonly diskGib: number;
  /** In ECS's spelling: X86_64 or ARM64. */
  readonly architecture: string;
}

type Properties = Readonly<Record<string, unknown>>;

const ARCHITECTURES = ['X86_64', 'ARM64'];

/** @throws {TemplateError} for what Fargate does not have, or a task for Windows */
export function readFargateSettings(properties: Properties, logicalId: string): FargateSettings {
  const settings = {
    cpu: units(properties['Cpu'], 'vcpu'),
    memory: units(properties['Memory'], 'gb'),
    diskGib: diskOf(properties, logicalId),
    architecture: architectureOf(properties, logicalId),
  };
  const { cpu, memory } = settings;
  const isForFargate = ((properties['RequiresCompatibilities'] ?? []) as unknown[]).includes(
    'FARGATE',
  );
  if (isForFargate && !isFargateSize(cpu, memory)) {
    throw new TemplateError(`resource "${logicalId}": ${noSuchSize(cpu, memory)}`);
  }
  return settings;
}

export function isFargateSize(cpu: string, memory: string): boolean {
  return fargateMemories(Number(cpu)).includes(Number(memory));
}

/** In ECS's words. */
export function noSuchSize(cpu: string, memory: string): string {
  return `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`;
}

/** In ECS's words; undefined for a size that a task can have. */
export function whyNoDisk(gib: number): string | undefined {
  return Number.isInteger(gib) && gib >= MIN_TASK_DISK_GIB && gib <= MAX_TASK_DISK_GIB
    ? undefined
    : `EphemeralStorage: the sizeInGiB of ${gib} is not between ${MIN_TASK_DISK_GIB} and ${MAX_TASK_DISK_GIB}.`;
}

/** ECS takes `1 vCPU` and `2 GB` too: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size */
function units(value: unknown, unit: string): string {
  const [, number, given] = /^([\d.]+)\s*([a-z]*)$/i.exec(String(value)) ?? [];
  return given?.toLowerCase() === unit ? String(Number(number) * 1024) : String(value);
}

function diskOf(properties: Properties, logicalId: string): number {
  const storage = properties['EphemeralStorage'] as { SizeInGiB?: unknown } | undefined;
  if (storage === undefined) return DEFAULT_TASK_DISK_GIB;
  const gib = Number(storage.SizeInGiB);
  const why = whyNoDisk(gib);
  if (why === undefined) return gib;
  throw new TemplateError(`resource "${logicalId}": ${why}`);
}

function architectureOf(properties: Properties, logicalId: string): string {
  const { CpuArchitecture: architecture = 'X86_64', OperatingSystemFamily: system = 'LINUX' } =
    (properties['RuntimePlatform'] ?? {}) as Record<string, string>;
  if (!ARCHITECTURES.includes(architecture)) {
    throw new TemplateError(
      `resource "${logicalId}" has the CpuArchitecture ${architecture}: use ${ARCHITECTURES.join(' or ')}`,
    );
  }
  if (system === 'LINUX') return architecture;
  throw new TemplateError(
    `resource "${logicalId}" has the OperatingSystemFamily ${system}: the local cloud runs tasks for LINUX only`,
  );
}
