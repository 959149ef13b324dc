// A CloudFormation template turned into plain resources. What a rescue needs is read strictly; what the local cloud
// does not emulate is kept, without effect.
import { checkCircles, type References } from './circular-references';
import { checkProperties } from './check-properties';
import { readConditions } from './conditions';
import { resolveEntries } from './intrinsics';
import { pseudoParameters, readParameters, type StackLocation } from './parameters';
import type { ResourceCatalog } from './resource-catalog';
import { Resources } from './resources';
import { type Scope } from './scope';
import { Stack, type Output, type Resource } from './stack';
import { readTemplate, type Template } from './template';
import { asObject, asText } from './values';
import { TemplateError } from './errors';

export interface StackOptions extends StackLocation {
  /** `http://127.0.0.1:PORT`: what queue URLs begin with. */
  readonly origin: string;
  /** The resource types of all services. */
  readonly catalog: ResourceCatalog;
  /** Values for the section Parameters, over its defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Loads a template, such as the one that `serverless package` writes.
 *
 * @param template the parsed JSON
 * @throws TemplateError for what AWS would refuse, in one line
 *
 * @example
 * const stack = loadStack(JSON.parse(text), { region: 'eu-west-1', accountId: '000000000000', stackName: 'demo', origin, catalog });
 * stack.ofType('AWS::SQS::Queue').map((queue) => queue.ref);
 */
export function loadStack(template: unknown, options: StackOptions): Stack {
  const raw = readTemplate(template);
  const parameters = new Map([
    ...pseudoParameters(options),
    ...readParameters(raw.parameters, options.parameters ?? {}),
  ]);
  const imports = new Set<string>();
  const base = baseScope(raw, parameters, options.region, imports);
  const holds = readConditions(raw.conditions, base);
  const references: References = new Map();
  const resources = new Resources({
    ...options,
    template: raw,
    parameters,
    base,
    holds,
    references,
  });
  const all = new Map(
    resources.included().map((id) => [id, loadResource(id, raw, resources, options.catalog)]),
  );
  checkCircles(references);
  const outputs = loadOutputs(raw, resources);
  return new Stack(options.stackName, options.region, options.accountId, all, outputs, imports);
}

/**
 * What a condition sees: parameters and mappings.
 *
 * @param imports is filled while values are resolved
 */
function baseScope(
  template: Template,
  parameters: ReadonlyMap<string, unknown>,
  region: string,
  imports: Set<string>,
) {
  return (where: string, condition: Scope['condition']): Scope => ({
    where,
    region,
    condition,
    ref: (name) => {
      if (parameters.has(name)) return parameters.get(name);
      throw new TemplateError(`${where} refers to "${name}", which is not a parameter: declare it`);
    },
    getAtt: (id) => {
      throw new TemplateError(`${where} uses Fn::GetAtt of "${id}": conditions see no resources`);
    },
    imported: (name) => {
      imports.add(name);
      // There is no other stack to ask. The import's own name is at least a string that people recognize.
      return name;
    },
    mapping: (map, topKey, key) => {
      const found = template.mappings[map] as Record<string, Record<string, unknown>> | undefined;
      return found?.[topKey]?.[key];
    },
  });
}

function loadResource(
  logicalId: string,
  template: Template,
  resources: Resources,
  catalog: ResourceCatalog,
): Resource {
  const raw = template.resources.get(logicalId);
  if (!raw) throw new TemplateError(`the stack has no resource "${logicalId}": correct the name`);
  const scope = resources.scope(logicalId);
  for (const other of raw.dependsOn) resources.depend(logicalId, other);
  const properties = resolveEntries(raw.properties, scope);
  const { type, keptWhenRemoved, keptWhenReplaced } = raw;
  return {
    logicalId,
    type,
    isKnown: catalog.isKnown(type),
    properties,
    notEmulated: checkProperties(catalog.propertiesOf(type), { type, logicalId, properties }),
    ...resources.look(logicalId),
    keptWhenRemoved,
    keptWhenReplaced,
  };
}

function loadOutputs(template: Template, resources: Resources): Map<string, Output> {
  const outputs = new Map<string, Output>();
  for (const [name, declaration] of Object.entries(template.outputs)) {
    const where = `output "${name}"`;
    const { Condition: condition, ...rest } = asObject(declaration, where);
    if (condition !== undefined && !resources.holds(asText(condition, where), where)) continue;
    const output = resolveEntries(rest, resources.scope(undefined, where));
    const exported = asObject(output['Export'] ?? {}, `${where}: Export`)['Name'];
    outputs.set(name, {
      value: output['Value'],
      ...(output['Description'] !== undefined && {
        description: asText(output['Description'], where),
      }),
      ...(exported !== undefined && { exportName: asText(exported, where) }),
    });
  }
  return outputs;
}
