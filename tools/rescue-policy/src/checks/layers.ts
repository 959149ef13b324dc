// Layers that a container can't fetch: the runner asks Lambda for them with the role of the tasks.
import { type Template } from '../framework';
import { type CheckedFunction, type Finding, warning } from './finding';
import { statementsIn } from './statements';
import { taskRoleIn } from './unsupported';

const ACTION = 'lambda:GetLayerVersion';

/** One line for the layers that are named by an ARN and to which no right of the tasks' role reaches. */
export function unreachableLayers(fn: CheckedFunction, template: Template): Finding[] {
  const taskRole = taskRoleIn(template);
  const layers = fn.properties['Layers'];
  if (!fn.isRescued || taskRole === undefined || !Array.isArray(layers)) return [];
  const patterns = statementsIn(taskRole, template)
    .filter(({ actions }) => actions.includes(ACTION))
    .flatMap(({ resources }) => resources)
    .map(textOf);
  // Computed ones are not judged.
  if (patterns.includes(undefined)) return [];
  const missing = layers
    .filter((arn): arn is string => typeof arn === 'string')
    .filter((arn) => !patterns.some((pattern) => reaches(pattern ?? '', arn)));
  if (missing.length === 0) return [];
  return [
    warning(
      `functions.${fn.key} has layers that its container may not fetch: ${missing.join(', ')}. Allow ${ACTION} on them in ${taskRole} (resources/roles.yml).`,
    ),
  ];
}

function textOf(resource: unknown): string | undefined {
  if (typeof resource === 'string') return resource;
  const { 'Fn::Sub': text } = Object(resource) as { 'Fn::Sub'?: unknown };
  return typeof text === 'string' ? text : undefined;
}

/** Variables stand for any text without a colon; the account in a layer's ARN is not this one if it is foreign. */
function reaches(pattern: string, arn: string): boolean {
  const parts = pattern.split(/(\*|\$\{[^}]*\})/).map((part) => {
    if (part === '*') return '.*';
    return part.startsWith('${') ? '[^:]*' : part.replace(/[.+?^$()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`).test(arn);
}
