// The code of functions and layers: checked at the start, and unpacked once for running.
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError, fileNames, unpack } from '@immortal/archive';
import { MAX_UNPACKED_BYTES } from '@immortal/shared';
import { UsageError } from '../../kernel/errors';
import type { LambdaFunction } from './functions';
import type { Layers } from './layers';

const NODE_EXTENSIONS = ['', '.js', '.mjs', '.cjs'];
/** What `require` appends to the name of a module. */
const REQUIRED = ['.js', '.json', '.node'];
const LAYER_MODULE = /^nodejs\/(?:node\d+\/)?node_modules\/([^/]+?)(?:\.(?:js|json|node))?(?:\/|$)/;

export interface UnpackedFolders {
  readonly taskRoot: string;
  readonly optDir: string;
}

export class CodeStore {
  private readonly unpackedBy = new Map<string, Promise<UnpackedFolders>>();

  /** @param folder the running instance's own */
  constructor(
    private readonly folder: string,
    private readonly layers: Layers,
  ) {}

  unpacked(fn: LambdaFunction): Promise<UnpackedFolders> {
    const known = this.unpackedBy.get(fn.name) ?? this.unpack(fn);
    this.unpackedBy.set(fn.name, known);
    return known;
  }

  /** @throws {UsageError} if the file that a Node.js handler's name says is not there */
  async check(fn: LambdaFunction): Promise<void> {
    const names = await namesIn(fn);
    // An absolute path leads into a layer.
    if (!fn.runtime.startsWith('nodejs') || fn.handler.startsWith('/')) return;
    const file = path.posix.normalize(fn.handler.replace(/\.[^/]*$/, ''));
    if (NODE_EXTENSIONS.some((extension) => names.includes(file + extension))) return;
    if (holdsModule(file, names, await this.namesInLayers(fn))) return;
    const zip = path.basename(fn.zipFile);
    throw new UsageError(
      `function ${fn.name} has the handler ${fn.handler}, but ${zip} holds no file ${file}.js: ` +
        `correct the handler in serverless.yml (the zip holds ${names.slice(0, 5).join(', ')})`,
    );
  }

  private async namesInLayers({ name, layerArns }: LambdaFunction): Promise<string[]> {
    const zips = layerArns.map((arn) => namesIn({ name, ...this.layers.get(arn) }));
    return (await Promise.all(zips)).flat();
  }

  private async unpack(fn: LambdaFunction): Promise<UnpackedFolders> {
    const root = path.join(this.folder, 'functions', fn.name);
    const folders = { taskRoot: path.join(root, 'task'), optDir: path.join(root, 'opt') };
    await unpack([await archiveOf(fn.zipFile)], folders.taskRoot, MAX_UNPACKED_BYTES);
    mkdirSync(folders.optDir, { recursive: true });
    const layers = fn.layerArns.map((arn) => archiveOf(this.layers.get(arn).zipFile));
    await unpack(await Promise.all(layers), folders.optDir, MAX_UNPACKED_BYTES);
    return folders;
  }
}

/**
 * Whether Node.js may find the last part of the handler's path as a module: what AWS's client tries when there is no
 * such file. NODE_PATH has the code itself and the modules of the layers.
 */
function holdsModule(file: string, code: readonly string[], layers: readonly string[]): boolean {
  const module = path.posix.basename(file);
  const folder = path.posix.dirname(file);
  return (
    holds(code, ['.', 'node_modules', `${folder}/node_modules`], module) ||
    layers.some((name) => LAYER_MODULE.exec(name)?.[1] === module)
  );
}

function holds(names: readonly string[], folders: readonly string[], module: string): boolean {
  const wanted = folders.map((folder) => path.posix.join(folder, module));
  return names.some((name) =>
    wanted.some((one) => name.startsWith(`${one}/`) || REQUIRED.some((end) => name === one + end)),
  );
}

/** @throws {UsageError} if the file is not a valid zip */
async function namesIn({
  name,
  zipFile,
}: Pick<LambdaFunction, 'name' | 'zipFile'>): Promise<string[]> {
  try {
    return await fileNames(await archiveOf(zipFile));
  } catch (cause) {
    if (!(cause instanceof ArchiveError)) throw cause;
    throw new UsageError(
      `function ${name} has code that can't be read. ${cause.message} Package it again with \`npx nx run service:package\``,
      { cause },
    );
  }
}

async function archiveOf(file: string) {
  return { subject: path.basename(file), zip: await readFile(file) };
}
