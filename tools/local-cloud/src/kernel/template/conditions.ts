// The section Conditions: each evaluated once, when it is first asked for.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
import { TemplateError } from './errors';
import { resolve } from './intrinsics';
import { failIn, type Scope } from './scope';
import { asList, asObject, asText, show, type Properties } from './values';

/**
 * A function that says whether a condition holds.
 *
 * @param scopeOf the scope of one condition; conditions see parameters and mappings, no resources
 * @throws TemplateError (from the returned function) when a condition is missing, malformed or circular
 */
export function readConditions(
  conditions: Properties,
  scopeOf: (where: string, condition: Scope['condition']) => Scope,
): (name: string, where: string) => boolean {
  const known = new Map<string, boolean>();
  const busy = new Set<string>();
  const holds = (name: string, where: string): boolean => {
    const done = known.get(name);
    if (done !== undefined) return done;
    if (!Object.hasOwn(conditions, name))
      throw new TemplateError(
        `${where} needs the condition "${name}", which the section Conditions does not have: add it`,
      );
    if (busy.has(name))
      throw new TemplateError(`condition "${name}" depends on itself: break the circle`);
    busy.add(name);
    const here = `condition "${name}"`;
    const scope = scopeOf(here, (other) => holds(other, here));
    const result = evaluate(conditions[name], scope);
    busy.delete(name);
    known.set(name, result);
    return result;
  };
  return holds;
}

function evaluate(expression: unknown, scope: Scope): boolean {
  const entries = Object.entries(asObject(expression, scope.where));
  const [name, argument] = entries[0] ?? [''];
  const operands = (min: number, max: number) =>
    asList(argument, `${scope.where}: ${name}`, min, max);
  if (entries.length === 1) {
    switch (name) {
      case 'Condition':
        return scope.condition(asText(argument, scope.where));
      case 'Fn::Equals':
        return equals(operands(2, 2), scope);
      case 'Fn::Not':
        return !evaluate(operands(1, 1)[0], scope);
      // AWS takes two to ten operands.
      case 'Fn::And':
        return operands(2, 10).every((operand) => evaluate(operand, scope));
      case 'Fn::Or':
        return operands(2, 10).some((operand) => evaluate(operand, scope));
    }
  }
  throw failIn(
    scope,
    `is ${show(expression)}: use one of Fn::Equals, Fn::Not, Fn::And, Fn::Or, Condition`,
  );
}

/** Parameters are text, so 1 and "1", true and "true" are the same. */
function equals(operands: unknown[], scope: Scope): boolean {
  const [left, right] = operands.map((operand) => {
    const value = resolve(operand, scope);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  return left === right;
}
