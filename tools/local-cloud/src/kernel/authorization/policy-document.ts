// Reads IAM policy documents strictly: whatever is unknown is an error, so that it never allows anything silently. Only
// statements about services that are not emulated are skipped.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
import { TemplateError } from '../template';
import { type Condition, readConditions } from './conditions';

/** One statement of a policy; texts may hold the wildcards * and ?. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Empty in a trust policy, which belongs to its role. */
  readonly resources: readonly string[];
  /** Services or accounts; empty in a policy of an identity. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/**
 * @param document as in the template, intrinsic functions resolved
 * @param where begins the messages: `resource "HandlerRole"`
 * @param enforced the names of the services whose permissions are enforced
 * @throws {TemplateError} for an element that the local cloud does not know
 */
export function readPolicyDocument(
  document: unknown,
  where: string,
  enforced: readonly string[],
): Statement[] {
  const statements = [(document as { Statement?: unknown } | undefined)?.Statement ?? []].flat();
  return statements
    .filter((statement: object) => isEnforced(statement, enforced))
    .map((statement) => readStatement(statement, where));
}

/** A statement that is only about other services decides nothing here, so it may use any element. */
function isEnforced(
  { Action }: { readonly Action?: unknown },
  enforced: readonly string[],
): boolean {
  const services = texts(Action).map((action) => (action.split(':')[0] ?? '').toLowerCase());
  return (
    services.length === 0 || services.some((one) => /[*?]/.test(one) || enforced.includes(one))
  );
}

function readStatement(statement: object, where: string): Statement {
  const unknown = Object.keys(statement).find((element) => !ELEMENTS.includes(element));
  if (unknown !== undefined) {
    throw new TemplateError(
      `${where} has ${unknown} in a policy, which the local cloud does not know: use ${ELEMENTS.join(', ')}`,
    );
  }
  const { Effect, Action, Resource, Principal, Condition } = statement as Record<string, unknown>;
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw new TemplateError(
      `${where} has the Effect ${JSON.stringify(Effect)} in a policy: write Allow or Deny`,
    );
  }
  return {
    effect: Effect,
    actions: texts(Action),
    resources: texts(Resource),
    principals: principalsOf(Principal),
    conditions: readConditions(Condition, where),
  };
}

function texts(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}

/** `*`, or names by their kind: Service, AWS, Federated. */
function principalsOf(principal: unknown): string[] {
  return typeof principal === 'object' && principal !== null
    ? Object.values(principal).flatMap(texts)
    : texts(principal);
}
