// The template in the folder that `serverless package` has left.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './errors';

const TEMPLATE = 'cloudformation-template-update-stack.json';

/**
 * @returns the parsed JSON
 * @throws {UsageError}
 */
export function readTemplate(packageFolder: string): unknown {
  const file = path.join(packageFolder, TEMPLATE);
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
    throw new UsageError(`${file} is no JSON: run \`npx nx run service:package\` again`, { cause });
  }
}
