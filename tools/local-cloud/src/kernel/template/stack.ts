// What a template becomes: plain resources, every reference resolved.
import { TemplateError } from './errors';
import { type Properties } from './values';

/** One resource of the stack. */
export interface Resource {
  readonly logicalId: string;
  /** Such as AWS::SQS::Queue. */
  readonly type: string;
  /** Whether a service emulates its type. */
  readonly isKnown: boolean;
  /** As in the template, with all intrinsic functions resolved; {} when it has none. */
  readonly properties: Properties;
  /** Which of them AWS follows and the local cloud does not, as `Name` or `Name.Member`. */
  readonly notEmulated: readonly string[];
  /** What Ref gives: a name, a URL or an ARN, by type. */
  readonly ref: string;
  /** What Fn::GetAtt gives, by attribute. */
  readonly attributes: Properties;
  /** It outlives the stack, or its going out of the template. */
  readonly keptWhenRemoved: boolean;
  /** It outlives what takes its place. */
  readonly keptWhenReplaced: boolean;
}

export interface Output {
  readonly value: unknown;
  readonly description?: string;
  readonly exportName?: string;
}

/** A loaded stack. Resources whose condition does not hold are not in it. */
export class Stack {
  constructor(
    readonly name: string,
    readonly region: string,
    readonly accountId: string,
    readonly resources: ReadonlyMap<string, Resource>,
    readonly outputs: ReadonlyMap<string, Output>,
    /** Names of the exports of other stacks that it uses; each is its own value. */
    readonly imports: ReadonlySet<string>,
  ) {}

  /** All resources of a type in the order of the template. */
  ofType(type: string): readonly Resource[] {
    return [...this.resources.values()].filter((resource) => resource.type === type);
  }

  /** @throws {TemplateError} if there is no such resource */
  resource(logicalId: string): Resource {
    const found = this.resources.get(logicalId);
    if (found) return found;
    const known = [...this.resources.keys()].join(', ');
    throw new TemplateError(`the stack has no resource "${logicalId}": use one of ${known}`);
  }

  /** The resource of a type with this Arn attribute. */
  byArn(type: string, arn: string): Resource | undefined {
    return this.ofType(type).find((resource) => resource.attributes['Arn'] === arn);
  }
}
