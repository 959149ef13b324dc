// The resource types of all services, and what is known of all others.
import type { KnownProperties, ResourceLook, ResourceTypes } from './resource-type';
import { unknownType } from './unknown-types';

/** A service, as far as its resource types go. */
interface Declaring {
  readonly resourceTypes?: ResourceTypes<never>;
}

export class ResourceCatalog {
  private readonly types: ResourceTypes<never>;

  constructor(services: readonly Declaring[]) {
    const types = services.flatMap(({ resourceTypes = {} }) => Object.entries(resourceTypes));
    this.types = Object.fromEntries(types);
  }

  /** Whether a service emulates the type. A run lists resources of other types when it starts. */
  isKnown(type: string): boolean {
    return Object.hasOwn(this.types, type);
  }

  /** How resources of any type look. */
  look(type: string): ResourceLook {
    const unknown = unknownType(type);
    const known = this.isKnown(type) ? this.types[type] : undefined;
    if (known === undefined) return unknown;
    // Attributes that AWS has added since do not matter to a type without effect.
    return known.properties ? known : { anyAttribute: unknown.anyAttribute, ...known };
  }

  /** The properties that are checked; undefined for a type without effect. */
  propertiesOf(type: string): KnownProperties | undefined {
    return this.isKnown(type) ? this.types[type]?.properties : undefined;
  }
}
