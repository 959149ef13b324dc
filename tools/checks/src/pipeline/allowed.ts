// Evaluates IAM statements for a call: a Deny wins, and a call that no statement allows is denied.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { type Statement } from './statements';

export interface Call {
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, or `*` for an action without resource-level permissions. */
  readonly resource: string;
  /** The condition keys of the call. */
  readonly context?: Readonly<Record<string, string>>;
}

export function isAllowed(statements: readonly Statement[], call: Call): boolean {
  const applicable = statements.filter((statement) => applies(statement, call));
  return applicable.length > 0 && applicable.every(({ effect }) => effect === 'Allow');
}

function applies({ actions, resources, otherThan, condition }: Statement, call: Call): boolean {
  // Actions are not case-sensitive, but resources are.
  const action = call.action.toLowerCase();
  if (!actions.some((one) => matches(one.toLowerCase(), action))) return false;
  const coversResource =
    resources.some((one) => matches(one, call.resource)) ||
    (otherThan.length > 0 && !otherThan.some((one) => matches(one, call.resource)));
  return coversResource && holds(condition, call.context ?? {});
}

function holds(condition: Statement['condition'], context: Readonly<Record<string, string>>) {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => meets(operator, context[key], wanted)),
  );
}

/** @throws {Error} for an operator that is not supported yet */
function meets(operator: string, actual: string | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(String(actual === undefined));
  const compare = OPERATORS[operator.replace(/IfExists$/, '')];
  if (!compare) throw new Error(`The operator ${operator} is not supported: add it.`);
  if (actual === undefined) return operator.endsWith('IfExists');
  return wanted.some((one) => compare(one, actual));
}

const OPERATORS: Readonly<Record<string, (wanted: string, actual: string) => boolean>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
};

/** Whether a pattern with IAM's wildcards matches: * for any characters, ? for one. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replace(/[\\^$.+|()[\]{}]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(text);
}
