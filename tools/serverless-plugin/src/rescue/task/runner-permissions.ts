// What the runner needs of the role that its container shares with the function: to fetch the function and its event.
import { type Template } from '../../template';
import { decryptWithKeys } from './keys';
import { fetchLayers } from './layers';
import { shortened } from './name-prefix';
import { arnHere, type Statement, unique } from './statement';

/** The part of a rescued function that decides. */
export interface Runnable {
  /** The physical name. */
  readonly name: string;
  /** Its properties in the compiled template. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * The statements for the functions of one role, each with the resources of all of them. They name a function by its name:
 * a reference to the function, which refers to its role, would be circular.
 *
 * @param roleId undefined for a role that is not part of the template
 * @param prefix if there is no room for every name: all names that begin with it become one pattern
 */
export function runnerStatements(
  functions: readonly Runnable[],
  roleId: string | undefined,
  template: Template,
  prefix?: string,
): Statement[] {
  const names = shortened(unique(functions.map(({ name }) => name)), prefix);
  const properties = functions.map((fn) => fn.properties);
  const fetchFunction: Statement = {
    Sid: 'FetchTheFunction',
    Effect: 'Allow',
    Action: 'lambda:GetFunction',
    // Lambda compares a call for a version or an alias with the qualified ARN:
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
    Resource: names.flatMap((name) =>
      (isPattern(name) ? [name] : [name, `${name}:*`]).map((one) =>
        arnHere('lambda', `function:${one}`),
      ),
    ),
  };
  const fetchEvents: Statement = {
    Sid: 'FetchLargeEvents',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: names.map((name) => ({
      'Fn::Sub': `\${HandOverBucket.Arn}/${isPattern(name) ? name : `${name}/*`}`,
    })),
  };
  const layers = fetchLayers(properties, template);
  const keys = decryptWithKeys(properties, roleId, template);
  return [fetchFunction, ...(layers ? [layers] : []), fetchEvents, ...(keys ? [keys] : [])];
}

/** Whether it stands for several names; it then covers qualified ARNs and folders as well. */
const isPattern = (name: string) => name.endsWith('*');
