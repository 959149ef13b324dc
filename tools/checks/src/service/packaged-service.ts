// The service as `serverless package` has left it in .serverless/, for specs.
import fs from 'node:fs';
import path from 'node:path';
import { zipEntries } from './zip-entries';

const PACKAGED = path.join(__dirname, '../../../../apps/service/.serverless');

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
  if (!fs.existsSync(file)) throw new Error(`${file} is missing: npx nx run service:package`);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: unknown }>;
    Parameters?: Record<string, unknown>;
  };
}

/** The properties of all resources of a type, by their logical ids. */
export function resources<Properties>(type: string): Record<string, Properties> {
  const found = Object.entries(Resources).filter(([, { Type }]) => Type === type);
  return Object.fromEntries(found.map(([id, resource]) => [id, resource.Properties as Properties]));
}

/** Every `Ref` and `Fn::GetAtt` to a resource, however deep. */
export function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'Ref') return String(inner).startsWith('AWS::') ? [] : [String(inner)];
    if (key === 'Fn::GetAtt') return [String((inner as string[])[0])];
    return references(inner);
  });
}

/** What the roles of some logical ids allow by policies of their own. */
export function statementsOfRoles(isMeant: (logicalId: string) => boolean) {
  return Object.entries(resources<Role>('AWS::IAM::Role'))
    .filter(([id]) => isMeant(id))
    .flatMap(([, { Policies = [] }]) => Policies)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .map((statement) => ({ ...statement, actions: [statement.Action].flat() }));
}

/** The files in the zip of a function. */
export function filesOf(functionKey: string): string[] {
  return zipEntries(fs.readFileSync(path.join(PACKAGED, `${functionKey}.zip`)));
}
