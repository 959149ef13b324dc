// Reads the packaged service in .serverless/, for specs.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readCentralDirectory } from '@immortal/archive';
import { inWorkspace } from '../workspace-file';

const PACKAGED = inWorkspace('apps/service/.serverless');

export interface Queue {
  readonly QueueName: string;
  readonly MessageRetentionPeriod: number;
  readonly VisibilityTimeout?: number;
  readonly SqsManagedSseEnabled: boolean;
  readonly RedrivePolicy?: {
    readonly deadLetterTargetArn: GetAtt;
    readonly maxReceiveCount: number;
  };
}
export interface LambdaFunction {
  readonly FunctionName: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly Architectures: string[];
  readonly Role: GetAtt;
  readonly DeadLetterConfig?: { readonly TargetArn: GetAtt };
  readonly Environment?: { readonly Variables: Record<string, unknown> };
}
export interface TaskDefinition {
  readonly Family: string;
  readonly TaskRoleArn: unknown;
  readonly Cpu: string;
  readonly Memory: string;
  readonly RuntimePlatform: { readonly CpuArchitecture: string };
  readonly ContainerDefinitions: { readonly Name: string }[];
}
export interface Role {
  readonly PermissionsBoundary?: unknown;
  readonly Policies?: { readonly PolicyDocument: PolicyDocument }[];
}
export interface Mapping {
  readonly EventSourceArn: unknown;
  readonly FunctionName: { readonly 'Fn::GetAtt'?: string[] };
  readonly FunctionResponseTypes?: string[];
}
interface PolicyDocument {
  readonly Statement: { Effect: string; Action: string | string[]; Resource?: unknown }[];
}
interface GetAtt {
  readonly 'Fn::GetAtt': [logicalId: string, attribute: string];
}

export const template = readTemplate();
export const { Resources } = template;

function readTemplate() {
  const file = path.join(PACKAGED, 'cloudformation-template-update-stack.json');
  if (!existsSync(file)) throw new Error(`${file} is missing: npx nx run service:package`);
  return JSON.parse(readFileSync(file, 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: unknown }>;
    Parameters?: Record<string, unknown>;
  };
}

/** The properties of all resources of a type, by their logical ids. */
export function resources<Properties>(type: string): Record<string, Properties> {
  const found = Object.entries(Resources).filter(([, { Type }]) => Type === type);
  return Object.fromEntries(found.map(([id, resource]) => [id, resource.Properties as Properties]));
}

/** What some roles allow in their inline policies. */
export function statementsOfRoles(includes: (logicalId: string) => boolean) {
  return Object.entries(resources<Role>('AWS::IAM::Role'))
    .filter(([id]) => includes(id))
    .flatMap(([, { Policies = [] }]) => Policies)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .map((statement) => ({ ...statement, actions: [statement.Action].flat() }));
}

/** The files in the zip of a function. */
export async function filesOf(functionKey: string): Promise<string[]> {
  const subject = `${functionKey}.zip`;
  const zip = readFileSync(path.join(PACKAGED, subject));
  const { entries } = await readCentralDirectory({ zip, subject });
  return entries.map((entry) => entry.path);
}
