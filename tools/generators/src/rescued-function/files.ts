// The files of a generated handler, from the templates: working code for a function named `example`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { format } from '../format';
import { type YamlFile } from '../yaml-file/yaml-file';
import { SERVICE_FOLDER } from '../service-files';
import { type EventSource } from './event-source';
import { lambdaFunctionId, pascalCase } from './names';
import { type RescuedFunction } from './rescued-function';
import { literalRegion, serviceName } from './service-name';

const TEMPLATES = path.join(__dirname, '../../templates');
const EVENT_TEMPLATE = 'events/example.json';
/** The part of its name in apps/service/resources/data.yml. */
const DATA_BUCKET = 'data';

/** All files, or only CloudFormation's: for a function whose handler exists. */
export type Which = 'all' | 'resources';

/** @returns the content by path, relative to the workspace */
export async function filesOf(
  tree: Tree,
  yml: YamlFile,
  { name, eventSource }: Pick<RescuedFunction, 'name' | 'eventSource'>,
  which: Which,
): Promise<Map<string, string>> {
  const folder = path.join(TEMPLATES, eventSource);
  const templates = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => which === 'all' || file.startsWith(`resources${path.sep}`));
  const words = wordsFor(name, yml);
  const files = templates.map((template) => filledFile(tree, folder, template, words));
  return new Map(await Promise.all(files));
}

/** The sample event of a function. */
export const eventFileOf = (name: string): string => `${SERVICE_FOLDER}/events/${name}.json`;

/** For a handler whose code does not show which event it expects. */
const ANY_EVENT = '{}\n';

/**
 * Only a sample event, for an existing handler.
 *
 * @param source the events that the code expects, which may differ from what invokes the function
 */
export async function sampleEvent(
  tree: Tree,
  yml: YamlFile,
  { name, eventSource }: Pick<RescuedFunction, 'name' | 'eventSource'>,
  source: EventSource,
): Promise<string> {
  if (source === 'none') return ANY_EVENT;
  // Without its own bucket, the object is in the service's data bucket.
  const subject = source === 's3' && eventSource !== 's3' ? DATA_BUCKET : name;
  const folder = path.join(TEMPLATES, source);
  const [, text] = await filledFile(tree, folder, EVENT_TEMPLATE, wordsFor(subject, yml));
  return text;
}

async function filledFile(
  tree: Tree,
  folder: string,
  template: string,
  words: Words,
): Promise<readonly [string, string]> {
  const file = path.posix.join(SERVICE_FOLDER, fill(template.replaceAll(path.sep, '/'), words));
  const text = fill(readFileSync(path.join(folder, template), 'utf8'), words);
  return [file, await format(tree, file, text)];
}

type Words = Readonly<Record<string, string>>;

function wordsFor(name: string, yml: YamlFile): Words {
  return {
    example: name,
    Example: pascalCase(name),
    FUNCTION_ID: lambdaFunctionId(name),
    SERVICE: serviceName(yml),
    REGION: literalRegion(yml),
  };
}

/** In one pass, so that inserted text is not replaced again. */
function fill(text: string, words: Words): string {
  return text.replace(new RegExp(Object.keys(words).join('|'), 'g'), (word) => words[word] ?? word);
}
