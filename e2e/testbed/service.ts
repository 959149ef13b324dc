// The packaged service with a test primary, which a suite deploys to its own local cloud.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildZip } from '@immortal/archive/testing';
import { WORKSPACE } from '@immortal/local-cloud';

const TEMPLATE = 'cloudformation-template-update-stack.json';

export interface Template {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

/** The smoke function, which every service has, and which Lambda does not retry. */
export const PRIMARY = 'immortal-dev-smoke';
export const FAILURE_QUEUE = `${PRIMARY}-failures`;
export const PARKED_QUEUE = 'immortal-dev-parked';

/** The template that `serverless package` wrote. */
export function readPackagedTemplate(): Template {
  const file = path.join(WORKSPACE.packageFolder, TEMPLATE);
  return JSON.parse(readFileSync(file, 'utf8')) as Template;
}

/**
 * A copy of the package in a temporary folder, whose primary is the handler of `handlers/primary.cjs`.
 *
 * @param change changes the template
 */
export function packageTestService(change: (template: Template) => void = () => undefined): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'testbed-'));
  cpSync(WORKSPACE.packageFolder, folder, { recursive: true });
  const data = readFileSync(path.join(__dirname, 'handlers/primary.cjs'), 'utf8');
  const entry = { name: 'src/smoke-handler.js', data, method: 8, mode: 0o100644 } as const;
  writeFileSync(path.join(folder, 'smoke.zip'), buildZip([entry]));
  const file = path.join(folder, TEMPLATE);
  const template = readPackagedTemplate();
  const primary = Object.values(template.Resources).find(
    ({ Properties }) => Properties['FunctionName'] === PRIMARY && 'Handler' in Properties,
  );
  // Timeouts up to a minute are not scaled.
  if (primary) primary.Properties['Timeout'] = 60;
  change(template);
  writeFileSync(file, JSON.stringify(template));
  return folder;
}
