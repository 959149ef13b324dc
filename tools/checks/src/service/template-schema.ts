// Compares a CloudFormation template with AWS's schema of every resource type, for specs.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { type Property, type PropertyType, type Resource } from '@aws-cdk/service-spec-types';

export interface Template {
  readonly Resources: Readonly<Record<string, { Type: string; Properties?: unknown }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

type Properties = Readonly<Record<string, Property>>;

const database = loadAwsServiceSpecSync();

/**
 * Finds unknown types and properties, values of another type or not among the allowed ones, missing properties, and
 * references to missing resources. Each defect has its place.
 *
 * @param includes whether to check the resource of a logical id
 */
export function findDefects(
  template: Template,
  includes: (logicalId: string) => boolean = () => true,
): string[] {
  const resources = Object.entries(template.Resources).filter(([id]) => includes(id));
  return [
    ...resources.flatMap(([logicalId, { Type, Properties = {} }]) => {
      const known = describe(Type);
      return known
        ? inProperties(known.properties, Properties, logicalId)
        : [`${logicalId}: unknown type ${Type}`];
    }),
    ...inReferences(Object.fromEntries(resources), template, 'Resources'),
  ];
}

function describe(type: string): Resource | undefined {
  return database.lookup('resource', 'cloudFormationType', 'equals', type).at(0);
}

function inProperties(known: Properties, value: unknown, place: string): string[] {
  if (!isObject(value)) return [`${place}: expected an object`];
  const present = Object.entries(value).flatMap(([name, member]) => {
    const property = known[name];
    return property
      ? inValue(property.type, member, `${place}.${name}`)
      : [`${place}.${name}: unknown property`];
  });
  const missing = Object.entries(known)
    .filter(([name, { required }]) => required === true && !(name in value))
    .map(([name]) => `${place}: ${name} is missing`);
  return [...present, ...missing];
}

function inValue(type: PropertyType, value: unknown, place: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'string':
      return inText(type.allowedValues, value, place);
    case 'integer':
    case 'number':
      return Number.isNaN(Number(value)) ? [`${place}: expected type ${type.type}`] : [];
    case 'boolean':
      return ['true', 'false'].includes(String(value)) ? [] : [`${place}: expected a boolean`];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) => inValue(type.element, item, `${place}[${index}]`))
        : [`${place}: expected a list`];
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            inValue(type.element, item, `${place}.${key}`),
          )
        : [`${place}: expected an object`];
    case 'ref':
      return inProperties(
        database.get('typeDefinition', type.reference.$ref).properties,
        value,
        place,
      );
    case 'null':
    case 'json':
    case 'tag':
    case 'date-time':
    case 'union':
      return []; // free JSON, or one of several types: not compared
  }
}

function inText(allowed: readonly string[] | undefined, value: unknown, place: string): string[] {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return [`${place}: expected text`];
  }
  return allowed && !allowed.includes(String(value))
    ? [`${place}: ${value} is not one of ${allowed.join(', ')}`]
    : [];
}

function inReferences(value: unknown, template: Template, place: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, member]) =>
    inReferences(member, template, `${place}.${key}`),
  );
  return [...inReference(value, template, place), ...inner];
}

function inReference(value: object, template: Template, place: string): string[] {
  const { Resources, Parameters = {} } = template;
  if ('Ref' in value) {
    const id = String(value.Ref);
    return id.startsWith('AWS::') || id in Resources || id in Parameters
      ? []
      : [`${place}: Ref to ${id}, which does not exist`];
  }
  if (!('Fn::GetAtt' in value)) return [];
  const [id = '', name = ''] = [value['Fn::GetAtt']].flat().map(String);
  const resource = Resources[id];
  if (!resource) return [`${place}: GetAtt of ${id}, which does not exist`];
  const attributes = describe(resource.Type)?.attributes ?? {};
  return name in attributes ? [] : [`${place}: ${id} (${resource.Type}) has no attribute ${name}`];
}

function isIntrinsic(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [name = '', ...others] = Object.keys(value);
  return others.length === 0 && /^(Ref|Condition|Fn::\w+)$/.test(name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
