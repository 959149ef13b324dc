// The code of functions and layers: unpacked once for running, and as zips for GetFunction.
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCentralDirectory, unpack } from '@immortal/archive';
import { UsageError } from '../errors';
import type { LambdaFunction } from './functions';
import type { Layers } from './layers';

/** Bytes, unpacked: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_UNPACKED_BYTES = 250 * 1024 * 1024;
const NODE_EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

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

  /** @throws {UsageError} if the file that a Node.js handler's name says is not in the zip */
  async checkHandler(fn: LambdaFunction): Promise<void> {
    if (!fn.runtime.startsWith('nodejs') || fn.layerArns.length > 0) return;
    const file = fn.handler.replace(/\.[^/]*$/, '');
    const { entries } = await readCentralDirectory(await archiveOf(fn.zipFile));
    const names = new Set(entries.map((entry) => entry.path));
    if (NODE_EXTENSIONS.some((extension) => names.has(file + extension))) return;
    const zip = path.basename(fn.zipFile);
    throw new UsageError(
      `function ${fn.name} has the handler ${fn.handler}, but ${zip} holds no file ${file}.js: ` +
        `correct the handler in serverless.yml (the zip holds ${[...names].slice(0, 5).join(', ')})`,
    );
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

async function archiveOf(file: string) {
  return { subject: path.basename(file), zip: await readFile(file) };
}
