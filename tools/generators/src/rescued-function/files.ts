// The files that a generated handler comes with, made from the templates: working code for a function called `example`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { format } from '../format';
import { type ServerlessYml } from '../serverless-yml/serverless-yml';
import { SERVICE_FOLDER } from '../service-files';
import { lambdaFunctionId, pascalCase } from './names';
import { type RescuedFunction } from './rescued-function';
import { literalRegion, serviceName } from './service-name';

const TEMPLATES = path.join(__dirname, '../../templates');

/** All files, or only what CloudFormation needs: for a function whose handler is there already. */
export type Which = 'all' | 'resources';

/** @returns the content by path in the workspace */
export async function filesOf(
  tree: Tree,
  yml: ServerlessYml,
  { name, eventSource }: Pick<RescuedFunction, 'name' | 'eventSource'>,
  which: Which,
): Promise<Map<string, string>> {
  const folder = path.join(TEMPLATES, eventSource);
  const templates = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => which === 'all' || file.startsWith(`resources${path.sep}`));
  const words = wordsFor(name, yml);
  const files = templates.map(async (template) => {
    const file = path.posix.join(SERVICE_FOLDER, fill(template.replaceAll(path.sep, '/'), words));
    const text = fill(readFileSync(path.join(folder, template), 'utf8'), words);
    return [file, await format(tree, file, text)] as const;
  });
  return new Map(await Promise.all(files));
}

type Words = Readonly<Record<string, string>>;

function wordsFor(name: string, yml: ServerlessYml): Words {
  return {
    example: name,
    Example: pascalCase(name),
    FUNCTION_ID: lambdaFunctionId(name),
    SERVICE: serviceName(yml),
    REGION: literalRegion(yml),
  };
}

/** In one go, so that nothing that was put in is replaced again. */
function fill(text: string, words: Words): string {
  return text.replace(new RegExp(Object.keys(words).join('|'), 'g'), (word) => words[word] ?? word);
}
