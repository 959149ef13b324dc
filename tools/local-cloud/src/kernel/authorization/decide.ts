// Whether policies allow what a request needs: an explicit Deny wins, and whatever is not allowed is denied.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { type Context } from './conditions';
import { type Statement } from './policy-document';
import { matchesPattern } from './wildcards';

/** One permission that a request needs. */
export interface RequiredPermission {
  /** Such as `ecs:RunTask`. */
  readonly action: string;
  /** An ARN, or `*` for an action without resource-level permissions. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

export type Decision = 'allowed' | 'denied' | 'not allowed';

/**
 * @param statements of every policy that applies to the caller
 * @returns `denied` if a Deny applies, `not allowed` if nothing applies
 */
export function decide(statements: readonly Statement[], need: RequiredPermission): Decision {
  const context = contextOf(need);
  const fitting = statements.filter((statement) => applies(statement, need, context));
  if (fitting.some(({ effect }) => effect === 'Deny')) return 'denied';
  return fitting.length > 0 ? 'allowed' : 'not allowed';
}

function applies(
  { actions, resources, conditions }: Statement,
  { action, resource }: RequiredPermission,
  context: Context,
): boolean {
  // Actions are not case-sensitive; resources are.
  const isAction = actions.some((one) => matchesPattern(action.toLowerCase(), one.toLowerCase()));
  const isResource = resources.some((one) => matchesPattern(resource, one));
  return isAction && isResource && conditions.every((holds) => holds(context));
}

/** The gateway uses HTTP on 127.0.0.1, which policies should not treat as insecure. */
function contextOf({ context = {} }: RequiredPermission): Context {
  const entries = Object.entries({ 'aws:SecureTransport': 'true', ...context });
  return new Map(entries.map(([key, value]) => [key.toLowerCase(), value]));
}
