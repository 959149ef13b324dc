// Conditions of IAM policies: the operators and how they compare.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { TemplateError } from '../template';
import { matchesPattern } from './wildcards';

/** The values of a request by condition keys such as `ecs:cluster`, in lower case. */
export type Context = ReadonlyMap<string, string>;

/** Says whether a request meets a condition. */
export type Condition = (context: Context) => boolean;

type Compare = (actual: string, wanted: string) => boolean;

/** StringEquals has no wildcards, StringLike has. For ARNs, both operators have them. Those with Not are the opposite. */
const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringLike: matchesPattern,
  ArnEquals: matchesPattern,
  ArnLike: matchesPattern,
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists */
const IF_EXISTS = /IfExists$/;
const NOT = /^(String|Arn)Not/;

/** @throws {TemplateError} for an operator that the local cloud does not know */
export function readConditions(condition: unknown, where: string): Condition[] {
  return Object.entries((condition ?? {}) as Record<string, object>).flatMap(([name, keys]) => {
    const isNegated = NOT.test(name);
    const operator = name.replace(IF_EXISTS, '').replace(NOT, '$1');
    const compare = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (compare === undefined) {
      throw new TemplateError(
        `${where} has the operator ${name} in the condition of a policy, which the local cloud does not know: use ${Object.keys(OPERATORS).join(', ')}, also with Not or IfExists`,
      );
    }
    return Object.entries(keys).map(([key, wanted]: [string, unknown]): Condition => {
      const values = [wanted].flat().map(String);
      return (context) => {
        const actual = context.get(key.toLowerCase());
        // A key that the request does not have fails every condition, except those with Not or IfExists.
        if (actual === undefined) return isNegated || IF_EXISTS.test(name);
        return values.some((value) => compare(actual, value)) !== isNegated;
      };
    });
  });
}
