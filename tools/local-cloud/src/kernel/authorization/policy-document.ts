// Reads IAM policy documents, strictly: what is not known is an error, never silently an allowance. Only statements
// about services that are not emulated are passed over.
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
 * @param document as it stands in the template, intrinsic functions resolved
 * @param where begins the messages: `resource "HandlerRole"`
 * @throws {TemplateError} for an element that the local cloud does not know
 */
export function readPolicyDocument(document: unknown, where: string): Statement[] {
  const statements = [(document as { Statement?: unknown } | undefined)?.Statement ?? []].flat();
  return statements
    .filter((statement: object) => concernsEmulated(statement))
    .map((statement) => readStatement(statement, where));
}

/** The services whose rights are enforced. */
const ENFORCED = ['cloudformation', 'ecr', 'ecs', 'iam', 'lambda', 'logs', 's3', 'sqs', 'sts'];

/** A statement about other services alone decides nothing here, so that whatever it uses is taken. */
function concernsEmulated({ Action }: { readonly Action?: unknown }): boolean {
  const services = texts(Action).map((action) => (action.split(':')[0] ?? '').toLowerCase());
  return (
    services.length === 0 || services.some((one) => /[*?]/.test(one) || ENFORCED.includes(one))
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
