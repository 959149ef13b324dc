// Checks of a function's code that don't run it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError, findAwsSdkV2 } from '@immortal/archive';
import {
  callbackStyle,
  moduleExports,
  refusesCallbacks,
  SourceFiles,
} from '@immortal/runtime-api/handler-source';
import { type CheckedFunction, error, type Finding, warning } from './finding';

/** In esbuild's order: `resolveExtensions` of serverless.yml has the same list. */
const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];

/** Finds handlers that the runtime refuses, as far as their source shows it. */
export function callbacks(fn: CheckedFunction, folder: string): Finding[] {
  const { Runtime: runtime } = fn.properties;
  const [, stem, exported] = /^(.+)\.([^./]+)$/.exec(fn.config.handler ?? '') ?? [];
  if (stem === undefined || exported === undefined || !refusesCallbacks(runtime)) return [];
  const file = EXTENSIONS.map((extension) => stem + extension).find((one) =>
    isFile(path.join(folder, one)),
  );
  if (file === undefined) return [];
  const style = styleOf(folder, file, exported);
  if (style === undefined) return [];
  const text = `functions.${fn.key}: ${file} ${style}, which Lambda's runtime ${String(runtime)} refuses. Make it async (event, context) and return the result, or throw; or give the function runtime: nodejs22.x.`;
  return [fn.isRescued ? error(text) : warning(text)];
}

/** Ignores syntax that can't be parsed here: esbuild has accepted the file already. */
function styleOf(folder: string, file: string, exported: string): string | undefined {
  try {
    const value = moduleExports(sourcesIn(folder), file).values.get(exported);
    return value && callbackStyle(value);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function sourcesIn(folder: string): SourceFiles {
  return new SourceFiles({
    isFile: (file) => isFile(path.join(folder, file)),
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    refuse: (message) => {
      throw new SyntaxError(message);
    },
  });
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/** Finds code that would call the real AWS from the local cloud, which therefore refuses it. */
export async function awsSdkV2(fn: CheckedFunction, folder: string): Promise<Finding[]> {
  const { artifact } = fn.config.package ?? {};
  const zip = artifact === undefined ? undefined : path.resolve(folder, artifact);
  if (zip === undefined || !isFile(zip)) return [];
  const found = await sdkIn(zip);
  if (found === undefined) return [];
  return [
    warning(
      `functions.${fn.key}: ${found} holds the AWS SDK for JavaScript v2, which ignores AWS_ENDPOINT_URL and would call the real AWS from a local run. The local cloud refuses it. Move it to version 3 (@aws-sdk/client-…).`,
    ),
  ];
}

/** Ignores a damaged zip: unpacking reports it. */
async function sdkIn(zip: string): Promise<string | undefined> {
  try {
    return await findAwsSdkV2({ subject: path.basename(zip), zip: await readFile(zip) });
  } catch (cause) {
    if (cause instanceof ArchiveError) return undefined;
    throw cause;
  }
}
