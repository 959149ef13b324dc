// The shape of a CloudFormation template, checked before anything is resolved.
import { TemplateError } from './errors';
import { asObject, show, type Properties } from './values';

/** A resource as it is written: nothing resolved yet. */
export interface RawResource {
  readonly type: string;
  readonly properties: Properties;
  readonly condition?: string;
  readonly dependsOn: readonly string[];
  readonly keptWhenRemoved: boolean;
  readonly keptWhenReplaced: boolean;
}

/** The sections of a template, each empty where the template has none. */
export interface Template {
  readonly parameters: Properties;
  readonly mappings: Properties;
  readonly conditions: Properties;
  readonly resources: ReadonlyMap<string, RawResource>;
  readonly outputs: Properties;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
  'Transform',
]);

// What may stand beside Type and Properties; it governs deploying and deleting, not running.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html
const RESOURCE_KEYS = new Set([
  'Type',
  'Properties',
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
]);

/** Policies by which a resource outlives its stack; the other ones are Delete and, for databases, Snapshot. */
const KEEPS: ReadonlySet<unknown> = new Set(['Retain', 'RetainExceptOnCreate']);

/**
 * Reads the sections of a template.
 *
 * @throws TemplateError when a section or a resource has a shape that CloudFormation would refuse
 */
export function readTemplate(template: unknown): Template {
  const root = asObject(template, 'the template');
  for (const key of Object.keys(root)) if (!SECTIONS.has(key)) throw unknownSection(key);
  checkTransform(root['Transform']);
  const resources = Object.entries(asObject(root['Resources'], 'the section Resources'));
  return {
    parameters: section(root, 'Parameters'),
    mappings: section(root, 'Mappings'),
    conditions: section(root, 'Conditions'),
    resources: new Map(resources.map(([id, raw]) => [id, readResource(id, raw)])),
    outputs: section(root, 'Outputs'),
  };
}

const unknownSection = (key: string): TemplateError =>
  new TemplateError(`the template has the section "${key}", which is not known: take it out`);

const section = (root: Properties, name: string): Properties =>
  root[name] === undefined ? {} : asObject(root[name], `the section ${name}`);

/** AWS::LanguageExtensions adds functions, which are known here; any other transform is a macro. */
function checkTransform(transform: unknown): void {
  for (const name of [transform ?? []].flat()) {
    if (name === 'AWS::LanguageExtensions') continue;
    throw new TemplateError(
      `the template has the transform ${show(name)}, which only AWS can run: load the processed template`,
    );
  }
}

function readResource(logicalId: string, raw: unknown): RawResource {
  const where = `resource "${logicalId}"`;
  const resource = asObject(raw, where);
  const { Type: type, Condition: condition, DependsOn: dependsOn } = resource;
  if (typeof type !== 'string')
    throw new TemplateError(`${where} has no Type: name one, such as AWS::SQS::Queue`);
  for (const key of Object.keys(resource)) {
    if (RESOURCE_KEYS.has(key)) continue;
    throw new TemplateError(`${where} has the key "${key}", which no resource has: correct it`);
  }
  if (condition !== undefined && typeof condition !== 'string')
    throw new TemplateError(`${where} has the Condition ${show(condition)}: name a condition`);
  return {
    type,
    properties: asObject(resource['Properties'] ?? {}, `${where}: Properties`),
    ...(condition !== undefined && { condition }),
    dependsOn: [dependsOn ?? []].flat().map(String),
    keptWhenRemoved: KEEPS.has(resource['DeletionPolicy']),
    keptWhenReplaced: KEEPS.has(resource['UpdateReplacePolicy']),
  };
}
