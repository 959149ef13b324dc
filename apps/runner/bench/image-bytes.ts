// Computes the bytes that the image adds to its base: the files that its Dockerfile copies from this folder.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Copies from other stages do not count: empty folders, and Node.js on request. */
const COPY = /^COPY (?!--from)(?:--\S+ )*(.+) \S+$/gm;

/** @param context the folder of the Dockerfile */
export function imageBytes(context: string): number {
  const dockerfile = readFileSync(path.join(context, 'Dockerfile'), 'utf8');
  return [...dockerfile.matchAll(COPY)]
    .flatMap(([, sources = '']) => sources.split(' '))
    .reduce((bytes, source) => bytes + bytesOf(path.join(context, source)), 0);
}

function bytesOf(file: string): number {
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(file).reduce((bytes, name) => bytes + bytesOf(path.join(file, name)), 0);
}
