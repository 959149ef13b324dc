// Whether statements of IAM allow a call: a Deny wins, and what no statement allows is denied.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { type Statement } from './statements';

export interface Call {
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  /** The condition keys that come with the call. */
  readonly context?: Readonly<Record<string, string>>;
}

export function isAllowed(statements: readonly Statement[], call: Call): boolean {
  const fitting = statements.filter((statement) => applies(statement, call));
  return fitting.length > 0 && fitting.every(({ effect }) => effect === 'Allow');
}

function applies({ actions, resources, otherThan, condition }: Statement, call: Call): boolean {
  // Actions are compared without regard to capitals, resources with it.
  const action = call.action.toLowerCase();
  if (!actions.some((one) => matches(one.toLowerCase(), action))) return false;
  const isAbout =
    resources.some((one) => matches(one, call.resource)) ||
    (otherThan.length > 0 && !otherThan.some((one) => matches(one, call.resource)));
  return isAbout && holds(condition, call.context ?? {});
}

function holds(condition: Statement['condition'], context: Readonly<Record<string, string>>) {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => meets(operator, context[key], wanted)),
  );
}

/** @throws {Error} for an operator that no template here has needed so far */
function meets(operator: string, actual: string | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(String(actual === undefined));
  const compare = OPERATORS[operator.replace(/IfExists$/, '')];
  if (!compare) throw new Error(`The operator ${operator} is not known here: add it.`);
  if (actual === undefined) return operator.endsWith('IfExists');
  return wanted.some((one) => compare(one, actual));
}

const OPERATORS: Readonly<Record<string, (wanted: string, actual: string) => boolean>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
};

/** With IAM's wildcards: * for any characters, ? for one. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replace(/[\\^$.+|()[\]{}]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(text);
}
