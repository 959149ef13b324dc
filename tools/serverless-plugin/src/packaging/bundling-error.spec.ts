import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleCollector, type Bundle } from './bundles';
import { bundlingError, isBuildFailure } from './bundling-error';
import { checkExports, missingExternals, otherArchitectures } from './check-bundles';
import { type Bundler } from '../framework';
import { bundledNativeCode } from './native-code';

let serviceDir: string;
beforeEach(() => {
  delete process.env['NX_WORKSPACE_ROOT'];
  serviceDir = mkdtempSync(path.join(os.tmpdir(), 'packaging-'));
  write('package.json', '{ "name": "@shop/service", "dependencies": { "sharp": "1.0.0" } }');
  write('node_modules/crc/package.json', '{ "name": "crc", "main": "main.js" }');
  write('node_modules/crc/main.js', "module.exports = require('./crc.node');");
  write('node_modules/crc/crc.node', '');
  write('node_modules/closed/package.json', '{ "exports": { ".": "./main.js" } }');
});
afterEach(() => {
  rmSync(serviceDir, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.join(serviceDir, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(serviceDir, file), text);
}

async function bundled(text: string, options = {}, file = 'orders.ts'): Promise<Bundle[]> {
  write(file, text);
  const bundles: Bundle[] = [];
  await build({
    entryPoints: [file],
    absWorkingDir: serviceDir,
    outdir: path.join(serviceDir, 'out'),
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    logLevel: 'silent',
    plugins: [bundleCollector((one) => bundles.push(one))],
    ...options,
  });
  return bundles;
}

async function messageFor(text: string): Promise<string> {
  try {
    await bundled(text);
  } catch (error) {
    if (isBuildFailure(error)) return bundlingError(error, serviceDir).message;
  }
  throw new Error('it was bundled');
}

describe('the error for a file that can’t be bundled', () => {
  it.each([
    ['a package', "import 'lodash/fp';", 'Install it: npm i -w @shop/service lodash'],
    ['a scoped package', "import '@a/b/c';", 'Install it: npm i -w @shop/service @a/b (or, if'],
    ['an alias', "import '@/lib';", 'add it to compilerOptions.paths in tsconfig.json'],
    ['a path', "import './lib';", 'There is no such file: correct the path.'],
    ['a file of a package', "import 'closed/x';", 'is not exported by package "closed"'],
    [
      'native code',
      "import 'crc';",
      "crc has native code, which can't be bundled. Add it to external: [crc] under custom: esbuild: in serverless.yml and run npm i -w @shop/service crc.",
    ],
    [
      'await outside of a function',
      'await 1; export {};',
      'Await inside the handler, or bundle ES modules',
    ],
  ])('gives the remedy for %s', async (_, text, expected) => {
    const message = await messageFor(text);
    expect(message).toContain(expected);
    expect(message).not.toContain('mark the path');
  });

  it('gives the remedy for a file type that esbuild does not know', async () => {
    write('page.html', '<p>');
    await expect(messageFor("import './page.html';")).resolves.toContain(
      'Add a loader for it: loader: { .html: text }',
    );
  });

  it('shows the place and the source line, relative to the workspace', async () => {
    process.env['NX_WORKSPACE_ROOT'] = path.dirname(serviceDir);
    await expect(messageFor('const a = 1;\n  const b = ;')).resolves.toBe(
      `${path.basename(serviceDir)}/orders.ts:2:13: Unexpected ";"\n    const b = ;`,
    );
  });

  it('shows the first five errors and the number of the others', async () => {
    const message = await messageFor(
      "import 'a'; import 'b'; import 'c'; import 'd'; import 'e'; import 'f'; import 'g';",
    );
    expect(message.match(/Install it/g)).toHaveLength(5);
    expect(message).toContain('… and 2 more errors');
  });
});

describe('checkExports', () => {
  const entries = [
    { entry: 'orders.ts', functionAlias: 'orders', func: { handler: 'orders.handler' } },
  ];

  it.each([
    ['is in the file', 'export const handler = 1;'],
    ['comes from another file', "export * from './other';"],
    ['may come from a package that is not bundled', "export * from 'sharp';"],
    ['CommonJS may assign at run time', 'Object.assign(exports, { handler: 1 });'],
  ])('accepts an export that %s', async (_, text) => {
    write('other.ts', 'export const handler = 1;');
    const bundles = await bundled(text, { external: ['sharp'] });
    expect(() => {
      checkExports(entries, bundles, serviceDir);
    }).not.toThrow();
  });

  it.each<[string, string, object]>([
    ['CommonJS bundle', 'it exports run.', { format: 'cjs' }],
    ['ES module', 'it exports run.', { format: 'esm' }],
  ])('refuses an export that is missing in the %s', async (_, expected, options) => {
    const bundles = await bundled('export const run = 1; export default 2;', options);
    expect(() => {
      checkExports(entries, bundles, serviceDir);
    }).toThrow(`"orders.handler", but orders.ts does not export handler: ${expected}`);
  });

  it('accepts a default export', async () => {
    const bundles = await bundled('export default 2;');
    const func = { handler: 'orders.default' };
    expect(() => {
      checkExports([{ ...entries[0]!, func }], bundles, serviceDir);
    }).not.toThrow();
  });
});

describe('a package that is not bundled', () => {
  const external = ['sharp', 'canvas', 'unused'];
  const text = "import 'sharp'; import 'canvas/lib'; import 'node:fs'; export {};";

  it('gets a warning if it will not be in the zip', async () => {
    const bundler = { buildOptions: { external } } as unknown as Bundler;
    const bundles = await bundled(text, { external: ['sharp', 'canvas'] });
    expect(missingExternals(bundler, bundles, serviceDir)).toEqual([
      expect.stringMatching(/^orders\.ts needs canvas, .* Run npm i -w @shop\/service canvas, or/),
    ]);
  });

  it.each([
    ['arm64', text, 1],
    ['x86_64', text, 0],
    [undefined, text, 0],
    ['arm64', 'export const handler = 1;', 0],
  ])(
    'gets a warning if it is installed for another architecture: %s, %j',
    async (architecture, code, lines) => {
      const func = { handler: 'orders.handler', architecture };
      const functionEntries = [{ entry: 'orders.ts', functionAlias: 'orders', func }];
      const bundler = { buildOptions: { external }, functionEntries } as unknown as Bundler;
      const bundles = await bundled(code, { external: ['sharp', 'canvas'] });
      const line =
        'functions.orders has architecture: arm64, but these packages are installed for x86_64: sharp, canvas.';
      expect(otherArchitectures(bundler, bundles, 'x86_64')).toEqual(
        Array.from({ length: lines }, () => expect.stringContaining(line) as string),
      );
    },
  );

  it('gets no warning if it is excluded on purpose', async () => {
    const bundler = { buildOptions: { external, exclude: ['canvas'] } } as unknown as Bundler;
    const bundles = await bundled(text, { external: ['sharp', 'canvas'] });
    expect(missingExternals(bundler, bundles, serviceDir)).toEqual([]);
  });
});

describe('a bundled package with native code', () => {
  const require = 'module.exports = (name) => globalThis.require(name);';

  it.each<[string, object]>([
    ['has a package for each platform', { optionalDependencies: { '@img/sharp-linux-x64': '1' } }],
    ['finds its code by bindings', { dependencies: { bindings: '1' } }],
    ['is built by node-gyp', { gypfile: true }],
  ])('gets a warning if it %s', async (_, manifest) => {
    write(
      'node_modules/@a/native/package.json',
      JSON.stringify({ name: '@a/native', ...manifest }),
    );
    write('node_modules/@a/native/index.js', require);
    const bundles = await bundled("import load from '@a/native'; export const handler = load;");
    expect(bundledNativeCode(bundles, serviceDir)).toEqual([
      'orders.ts bundles @a/native, but not its native code. Add it to external: [@a/native] under custom: esbuild: in serverless.yml and run npm i -w @shop/service @a/native.',
    ]);
    const external = await bundled("import '@a/native'; export {};", { external: ['@a/native'] });
    expect(bundledNativeCode(external, serviceDir)).toEqual([]);
  });

  it('gets no warning if it is only JavaScript, or if none of its code is used', async () => {
    write('node_modules/plain/package.json', '{ "name": "plain", "dependencies": { "a": "1" } }');
    write('node_modules/plain/index.js', require);
    const unused = { name: 'unused', gypfile: true, sideEffects: false };
    write('node_modules/unused/package.json', JSON.stringify(unused));
    write('node_modules/unused/index.js', 'export const load = 1;');
    const bundles = await bundled(
      "import 'plain'; import { load } from 'unused'; export const handler = 1;",
    );
    expect(bundles.map(({ packages }) => packages)).toEqual([['node_modules/plain']]);
    expect(bundledNativeCode(bundles, serviceDir)).toEqual([]);
  });
});
