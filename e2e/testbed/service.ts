// The packaged service with a test primary, which a suite deploys to its own local cloud.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildZip } from '@immortal/archive/testing';
import { WORKSPACE } from '@immortal/local-cloud';

const TEMPLATE = 'cloudformation-template-update-stack.json';

type Properties = Record<string, unknown>;

interface Resource {
  Type: string;
  Properties: Properties;
}

export interface Template {
  readonly Resources: Record<string, Resource>;
}

/** The smoke function, which every service has, and which Lambda does not retry. */
export const PRIMARY = 'immortal-dev-smoke';
export const FAILURE_QUEUE = `${PRIMARY}-failures`;
export const PARKED_QUEUE = 'immortal-dev-parked';

/** The sample, which has another role than the primary. */
export const SAMPLE = 'immortal-dev-immortal-handler';

/** The handlers in the zips of the functions, by the functions' names. */
const HANDLERS: Readonly<Record<string, { readonly zip: string; readonly file: string }>> = {
  [PRIMARY]: { zip: 'smoke.zip', file: 'src/smoke-handler.js' },
  [SAMPLE]: { zip: 'immortal-handler.zip', file: 'src/immortal-handler.js' },
};

const CALLS = path.join(__dirname, 'handlers/calls.cjs');

/** Timeouts up to a minute are not scaled. */
const TIMEOUT_SECONDS = 60;

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
  const template = readPackagedTemplate();
  for (const name of Object.keys(HANDLERS)) {
    replaceHandler(name, path.join(__dirname, 'handlers/primary.cjs'), folder);
    functionProperties(name, template)['Timeout'] = TIMEOUT_SECONDS;
  }
  change(template);
  writeFileSync(path.join(folder, TEMPLATE), JSON.stringify(template));
  return folder;
}

/**
 * Replaces the handler of a function; it can require `./calls.cjs`.
 *
 * @param file of the handler
 * @param folder of the package
 */
export function replaceHandler(functionName: string, file: string, folder: string): void {
  const { zip, file: name } = HANDLERS[functionName] ?? { zip: '', file: '' };
  const entries = [
    { name, data: readFileSync(file), method: 8, mode: 0o100644 },
    { name: 'src/calls.cjs', data: readFileSync(CALLS), method: 8, mode: 0o100644 },
  ];
  writeFileSync(path.join(folder, zip), buildZip(entries));
}

/** @throws {Error} if there is no such function */
export function functionProperties(name: string, { Resources }: Template): Properties {
  const found = Object.values(Resources).find(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' && Properties['FunctionName'] === name,
  );
  if (!found) throw new Error(`the service has no function ${name}`);
  return found.Properties;
}

/**
 * @param family the name of a rescued function
 * @throws {Error} if there is no such task definition
 */
export function taskDefinitionOf(family: string, { Resources }: Template): Resource {
  const found = Object.values(Resources).find(({ Properties }) => Properties['Family'] === family);
  if (!found) throw new Error(`the service has no task definition of the family ${family}`);
  return found;
}
