// What is in the folder that `serverless package` has left: the template, and the name of the stack that it is for.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './kernel/errors';

const TEMPLATE = 'cloudformation-template-update-stack.json';
const STATE = 'serverless-state.json';

/** What the Serverless Framework keeps of a package, as far as it is needed here. */
interface State {
  readonly service: {
    readonly service: string;
    readonly provider: { readonly stage: string; readonly stackName?: string };
  };
}

/**
 * @returns the parsed JSON of the template
 * @throws {UsageError}
 */
export function readTemplate(packageFolder: string): unknown {
  return readJson(path.join(packageFolder, TEMPLATE));
}

/**
 * @returns the name that the stack gets when the package is deployed
 * @throws {UsageError}
 */
export function readStackName(packageFolder: string): string {
  const { service } = readJson(path.join(packageFolder, STATE)) as State;
  return service.provider.stackName ?? `${service.service}-${service.provider.stage}`;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file} can't be read: run \`npx nx run service:package\` first`, {
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON: run \`npx nx run service:package\` again`, {
      cause,
    });
  }
}
