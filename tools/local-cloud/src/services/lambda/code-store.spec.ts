// Where the module of a Node.js handler may be.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipOf } from '../../testing/zip';
import { CodeStore } from './code-store';
import type { LambdaFunction } from './functions';
import type { Layers } from './layers';

const folder = mkdtempSync(path.join(os.tmpdir(), 'code-store-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function zipWith(name: string, files: readonly string[]): string {
  const zipFile = path.join(folder, `${name}.zip`);
  writeFileSync(zipFile, zipOf(Object.fromEntries(files.map((file) => [file, '']))));
  return zipFile;
}

function check(handler: string, code: readonly string[], layer: readonly string[] = []) {
  const layers = { get: () => ({ zipFile: zipWith('layer', layer) }) } as unknown as Layers;
  const fn = { name: 'orders', runtime: 'nodejs24.x', handler, layerArns: ['arn'] };
  const zipFile = zipWith('code', code);
  return new CodeStore(folder, layers).check({ ...fn, zipFile } as unknown as LambdaFunction);
}

it.each<[string, string, string[], string[]]>([
  ['the file that the handler names', 'src/app.handler', ['src/app.mjs'], []],
  ['a module of a layer', 'wrapper.handler', ['app.js'], ['nodejs/node_modules/wrapper/index.js']],
  ['a file of a layer', 'wrapper.handler', ['app.js'], ['nodejs/node24/node_modules/wrapper.js']],
  ['a module of the code', 'wrapper.handler', ['node_modules/wrapper/package.json'], []],
  ['a folder of the code', 'app.handler', ['app/index.js'], []],
  ['a file above the folder that the handler names', 'lib/handler.run', ['handler.js'], []],
])('takes %s', async (_title, handler, code, layer) => {
  await expect(check(handler, code, layer)).resolves.toBeUndefined();
});

it.each<[string, string, string[], string[]]>([
  ['in another folder', 'app.handler', ['src/app.js'], ['app.js']],
  ['by the beginning of its name', 'app.handler', ['application.js'], []],
  ['by a name that require does not look for', 'lib/app.handler', ['app.mjs'], []],
])('refuses a handler whose module is only %s', async (_title, handler, code, layer) => {
  await expect(check(handler, code, layer)).rejects.toThrow('holds no file');
});
