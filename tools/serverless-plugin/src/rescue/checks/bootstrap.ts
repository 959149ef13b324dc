// The actions that the pipeline's bootstrap stack of a stage allows to CloudFormation, and at most to the stage's roles.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const BOOTSTRAP = '.github/bootstrap-stage.yml';

export interface Bootstrap {
  /** Actions of the ExecutionRole, such as `sqs:CreateQueue`, or with a wildcard at the end. */
  readonly execution: ReadonlySet<string>;
  /** Actions that the boundary allows. */
  readonly boundary: ReadonlySet<string>;
}

/** @returns undefined for a service outside this workspace: without the file, its roles are not checked */
export function readBootstrap(folder: string): Bootstrap | undefined {
  const file = path.join(folder, '../..', BOOTSTRAP);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').replace(/^\s*#.*$/gm, '');
  const [roles = '', limit = ''] = text.split(/^ {2}Boundary:$/m);
  const [, execution = ''] = roles.split(/^ {2}ExecutionRole:$/m);
  const [allowed = ''] = limit.split('Effect: Deny');
  return { execution: actionsIn(execution), boundary: actionsIn(allowed) };
}

function actionsIn(text: string): Set<string> {
  return new Set(text.match(/\b[a-z][a-z0-9-]*:[A-Z*]\w*\*?/g));
}

export function isGranted(action: string, granted: ReadonlySet<string>): boolean {
  return [...granted].some(
    (one) => one === action || (one.endsWith('*') && action.startsWith(one.slice(0, -1))),
  );
}
