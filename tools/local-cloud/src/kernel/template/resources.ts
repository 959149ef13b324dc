// The resources of a template while it is loaded: who refers to whom, and what each looks like.
import { type References } from './circular-references';
import { TemplateError } from './errors';
import { resolve } from './intrinsics';
import { type Identity } from './identity';
import { type StackLocation } from './parameters';
import type { ResourceCatalog } from './resource-catalog';
import type { ResourceLook } from './resource-type';
import { NO_VALUE, type Scope } from './scope';
import { type RawResource, type Template } from './template';
import { asText } from './values';

interface Loading extends StackLocation {
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly origin: string;
  readonly catalog: ResourceCatalog;
  readonly base: (where: string, condition: Scope['condition']) => Scope;
  readonly holds: (condition: string, where: string) => boolean;
  /** Filled while values are resolved: which resource names which. */
  readonly references: References;
}

export class Resources {
  /** Properties that are being resolved for someone's Ref, as `Id.Property`, in order. */
  readonly #busy: string[] = [];

  constructor(private readonly loading: Loading) {}

  holds(condition: string, where: string): boolean {
    return this.loading.holds(condition, where);
  }

  /** The logical ids whose condition holds. */
  included(): string[] {
    return [...this.loading.template.resources]
      .filter(([id, { condition }]) => {
        return condition === undefined || this.holds(condition, `resource "${id}"`);
      })
      .map(([id]) => id);
  }

  /** What a resource, or an output, can see. */
  scope(owner: string | undefined, where = `resource "${owner ?? ''}"`): Scope {
    return {
      ...this.loading.base(where, (name) => this.holds(name, where)),
      isWithoutEffect:
        owner !== undefined && !this.loading.catalog.isKnown(this.#raw(owner, where).type),
      ref: (name) => {
        if (this.loading.parameters.has(name)) return this.loading.parameters.get(name);
        return this.#type(name, where, owner).ref(this.#identity(name));
      },
      getAtt: (id, attribute) => {
        const { attributes, anyAttribute } = this.#type(id, where, owner);
        const get = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
        if (get) return get(this.#identity(id)) ?? NO_VALUE;
        if (anyAttribute) return anyAttribute(this.#identity(id), attribute);
        const known = Object.keys(attributes).join(', ') || 'none';
        throw new TemplateError(
          `${where} uses Fn::GetAtt of "${id}.${attribute}", an attribute that the local cloud does not know: use one of ${known} or add it to the resource types in tools/local-cloud/src/services/`,
        );
      },
    };
  }

  /** Notes a DependsOn; one that names a resource left out by its condition waits for nothing. */
  depend(owner: string, other: string): void {
    if (!this.loading.template.resources.has(other))
      throw new TemplateError(
        `resource "${owner}" depends on "${other}", which the template does not have: correct DependsOn`,
      );
    this.#note(owner, other);
  }

  /** What Ref and Fn::GetAtt give for a resource. */
  look(logicalId: string): { ref: string; attributes: Record<string, unknown> } {
    const { ref, attributes } = this.#type(logicalId, '', undefined);
    const identity = this.#identity(logicalId);
    const values = Object.entries(attributes).map(([name, get]) => [name, get(identity)]);
    return {
      ref: ref(identity),
      attributes: Object.fromEntries(values) as Record<string, unknown>,
    };
  }

  #type(logicalId: string, where: string, owner: string | undefined): ResourceLook {
    const { type } = this.#raw(logicalId, where);
    if (owner !== undefined) this.#note(owner, logicalId);
    return this.loading.catalog.look(type);
  }

  #raw(logicalId: string, where: string): RawResource {
    const raw = this.loading.template.resources.get(logicalId);
    if (!raw)
      throw new TemplateError(
        `${where} refers to "${logicalId}", which is neither a resource nor a parameter: correct the name or add it`,
      );
    if (raw.condition !== undefined && !this.holds(raw.condition, `resource "${logicalId}"`))
      throw new TemplateError(
        `${where} refers to "${logicalId}", which its condition "${raw.condition}" leaves out: put the reference behind Fn::If`,
      );
    return raw;
  }

  #identity(logicalId: string): Identity {
    const { region, accountId, stackName, origin } = this.loading;
    const { type, properties } = this.#raw(logicalId, '');
    const { nameProperty = [] } = this.loading.catalog.look(type);
    const property = (name: string) => this.#property(logicalId, name, properties[name]);
    const given = [nameProperty].flat().find((name) => properties[name] !== undefined);
    const made = `${stackName}-${logicalId}`;
    // Bucket names have no capitals, so CloudFormation lowers them.
    const name =
      (given && property(given)) ?? (type === 'AWS::S3::Bucket' ? made.toLowerCase() : made);
    return { logicalId, name, property, region, accountId, stackName, origin };
  }

  #property(logicalId: string, name: string, value: unknown): string | undefined {
    const step = `${logicalId}.${name}`;
    if (this.#busy.includes(step))
      throw new TemplateError(
        `resource "${logicalId}" is part of the circular reference ${[...this.#busy, step].join(' → ')}: take one of them out`,
      );
    this.#busy.push(step);
    const resolved = resolve(value, this.scope(logicalId));
    this.#busy.pop();
    if (resolved === NO_VALUE || resolved === undefined) return undefined;
    return asText(resolved, `resource "${logicalId}": ${name}`);
  }

  #note(owner: string, other: string): void {
    const named = this.loading.references.get(owner) ?? new Set();
    this.loading.references.set(owner, named.add(other));
  }
}
