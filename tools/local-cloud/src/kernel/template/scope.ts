// What a value of the template can see while it is resolved.
import { TemplateError } from './errors';

/** The names around one resource, output or condition. */
export interface Scope {
  /** Where the value is, to begin an error message: `resource "Queue"`. */
  readonly where: string;
  /** The region that Fn::GetAZs means when it names none. */
  readonly region: string;
  /** What Ref gives: a parameter, a pseudo parameter or a resource. */
  readonly ref: (name: string) => unknown;
  readonly getAtt: (logicalId: string, attribute: string) => unknown;
  readonly condition: (name: string) => boolean;
  /** What Fn::ImportValue gives. */
  readonly imported: (exportName: string) => string;
  /** Whether nothing follows from the value, so that functions which are not known may be left out. */
  readonly isWithoutEffect?: boolean;
  /** One value of the section Mappings; undefined when there is none. */
  readonly mapping: (map: string, topKey: string, key: string) => unknown;
}

/** What Ref AWS::NoValue and a condition without an else give: the property goes away. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

/** An error that begins with the place of the value. */
export const failIn = (scope: Pick<Scope, 'where'>, message: string): TemplateError =>
  new TemplateError(`${scope.where} ${message}`);
