// The files of the built page, in memory.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CONSOLE_PATHS } from './api';
import { UsageError } from '../kernel/errors';
import type { Answer } from './answer';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export class PageFiles {
  private readonly byPath: ReadonlyMap<string, Answer>;

  /** @throws {UsageError} if the page is not built */
  constructor(folder: string) {
    this.byPath = new Map(namesIn(folder).map((name) => [pathOf(name), fileOf(folder, name)]));
  }

  find(pathname: string): Answer | undefined {
    return this.byPath.get(pathname);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => path.extname(name) in TYPES);
  } catch (cause) {
    throw new UsageError(`${folder} is missing: run \`npx nx run console:build\` first`, { cause });
  }
}

function pathOf(name: string): string {
  return CONSOLE_PATHS.page + (name === 'index.html' ? '' : name);
}

function fileOf(folder: string, name: string): Answer {
  const type = TYPES[path.extname(name)] ?? '';
  return { status: 200, type, body: readFileSync(path.join(folder, name)) };
}
