import os from 'node:os';
import path from 'node:path';
import { logger, type Tree } from '@nx/devkit';
import { YamlFile } from '../yaml-file/yaml-file';
import { SERVERLESS_YML } from '../service-files';
import { contentOf, serviceTree } from '../testing/service-tree';
import removeHandlerGenerator from '../remove-handler/generator';
import adoptGenerator, { type AdoptOptions } from './generator';

const FILE = 'apps/service/src/specimen.ts';
const EVENT = 'apps/service/events/specimen.json';
const ymlOf = (tree: Tree) => new YamlFile(SERVERLESS_YML, tree.read(SERVERLESS_YML, 'utf8')!);
const handlersOf = (tree: Tree) =>
  ymlOf(tree)
    .keys(['functions'])
    .map((name) => [name, ymlOf(tree).get(['functions', name, 'handler'])]);

function treeWith(file: string, text = 'export async function handler() {}\n'): Tree {
  const tree = serviceTree();
  tree.write(file, text);
  return tree;
}

/** What it prints after the files are written. */
async function printed(tree: Tree, options: AdoptOptions): Promise<string> {
  const lines: unknown[] = [];
  for (const level of ['info', 'warn'] as const) {
    jest.spyOn(logger, level).mockImplementation((...line: unknown[]) => void lines.push(...line));
  }
  await (
    await adoptGenerator(tree, options)
  )();
  return lines.join('\n');
}

describe('adopt', () => {
  it.each([
    FILE,
    'src/specimen.ts',
    './apps/service/src/specimen.ts',
    'apps/service/src/../src/specimen.ts',
    path.join(serviceTree().root, FILE),
  ])('adds the function and a sample event for %s', async (given) => {
    const tree = treeWith(FILE);
    const before = contentOf(tree);
    await adoptGenerator(tree, { path: given, maximumRetryAttempts: 0 });
    const { [SERVERLESS_YML]: text = '', [EVENT]: event, ...others } = contentOf(tree);
    const { [SERVERLESS_YML]: textBefore = '', ...othersBefore } = before;
    expect(others).toEqual(othersBefore);
    expect(event).toBe('{}\n');
    expect(text.split('\n')).toHaveLength(textBefore.split('\n').length + 7);
    expect(ymlOf(tree).get(['functions', 'specimen'])).toEqual({
      handler: 'src/specimen.handler',
      timeout: 900,
      memorySize: 1769,
      maximumRetryAttempts: 0,
      rescue: {},
    });
  });

  it('finds a file relative to the current folder', async () => {
    const tree = treeWith('apps/service/src/jobs/specimen.ts');
    const INIT_CWD = path.join(tree.root, 'apps/service/src/jobs');
    const environment = jest.replaceProperty(process, 'env', { ...process.env, INIT_CWD });
    await adoptGenerator(tree, { path: 'specimen.ts' });
    environment.restore();
    expect(handlersOf(tree)).toContainEqual(['specimen', 'src/jobs/specimen.handler']);
  });

  it('accepts another name and another export', async () => {
    const tree = treeWith('apps/service/src/jobs/Main.mts', 'const run = 1;\nexport { run };\n');
    await adoptGenerator(tree, { path: 'src/jobs/Main.mts', name: 'specimen', export: 'run' });
    expect(ymlOf(tree).get(['functions', 'specimen'])).toMatchObject({
      handler: 'src/jobs/Main.run',
    });
  });

  it.each([
    ['src/SpecimenWork.ts', 'specimen-work'],
    ['src/specimen/index.ts', 'specimen'],
    ['src/specimen/handler.js', 'specimen'],
    ['src/specimen_v2.cjs', 'specimen-v2'],
  ])('for %s, uses the name %s', async (file, name) => {
    const tree = treeWith(`apps/service/${file}`, 'exports.handler = async () => 1;');
    await adoptGenerator(tree, { path: file });
    expect(handlersOf(tree)).toContainEqual([name, `${file.replace(/\.\w+$/, '')}.handler`]);
  });

  describe('with several handlers', () => {
    const TWO = 'export const create = async () => 1;\nexport async function cancelAll() {}\n';
    const both = [
      ['specimen-create', 'src/specimen.create'],
      ['specimen-cancel-all', 'src/specimen.cancelAll'],
    ];

    it.each([['create,cancelAll'], [['create', 'cancelAll', 'create']]])(
      'adds a function for each export of --export=%s',
      async (exported) => {
        const tree = treeWith(FILE, TWO);
        await adoptGenerator(tree, { path: FILE, export: exported });
        expect(handlersOf(tree).slice(-3, -1)).toEqual(both);
      },
    );

    it('accepts the same file again for another export', async () => {
      const tree = treeWith(FILE, TWO);
      await adoptGenerator(tree, { path: FILE, export: 'create' });
      await adoptGenerator(tree, { path: FILE, export: 'cancelAll' });
      expect(handlersOf(tree).slice(-3, -1)).toEqual([
        ['specimen', 'src/specimen.create'],
        both[1],
      ]);
    });

    it('accepts several files, each once', async () => {
      const tree = treeWith(FILE);
      tree.write('apps/service/src/specimen-b.ts', 'export const handler = async () => 1;');
      await adoptGenerator(tree, { path: FILE, _: ['src/specimen-b.ts', 'src/specimen.ts'] });
      expect(handlersOf(tree).slice(-3, -1)).toEqual([
        ['specimen', 'src/specimen.handler'],
        ['specimen-b', 'src/specimen-b.handler'],
      ]);
    });
  });

  it.each([
    'export const handler = async () => 1;',
    'export const { handler } = make();',
    'export function handler() {}',
    'function f() {}\nexport { f as handler };',
    "export { handler } from './other';",
    "export { default as handler } from './other';",
    "export * from './other';",
    "export * from 'a-package';",
    'exports.handler = async () => 1;',
    'exports.other = exports.handler = async () => 1;',
    'module.exports.handler = async () => 1;',
    "exports['handler'] = async () => 1;",
    'module.exports = { other: () => ({}), handler: async () => 1 };',
    'const api = { async handler() {} };\nmodule.exports = api;',
    "module.exports = require('./other');",
    "module.exports = { ...require('./other') };",
    'module.exports = wrap({});',
    'async function handler() {}\nexport = { handler };',
    "Object.defineProperty(exports, 'handler', { get: () => 1 });",
    'Object.assign(exports, { handler: async () => 1 });',
    "__exportStar(require('./other'), exports);",
  ])('finds the export in %j', async (text) => {
    const tree = treeWith('apps/service/src/specimen.ts', text);
    tree.write('apps/service/src/other.js', 'export const handler = async () => 1;');
    await expect(adoptGenerator(tree, { path: 'src/specimen.ts' })).resolves.toBeDefined();
  });

  it('gives the full file name of an ES module whose default export is adopted', async () => {
    const tree = treeWith('apps/service/src/specimen.mjs', 'export default async () => 1;');
    await expect(adoptGenerator(tree, { path: 'src/specimen.mjs' })).rejects.toThrow(
      `Write specimen-handler.mjs beside it with the line "export { default as handler } from './specimen.mjs';"`,
    );
    const line = "export { default as handler } from './specimen.mjs';";
    tree.write('apps/service/src/specimen-handler.mjs', line);
    const adopted = adoptGenerator(tree, { path: 'src/specimen-handler.mjs' });
    await expect(adopted).resolves.toBeDefined();
  });

  it.each([
    ['export { f as handlers };', 'has no export "handler". Pass --export with one of handlers.'],
    [
      'exports.logEvent = async () => 1;\nexports.other = async () => 1;',
      'has no export "handler". Pass --export with one of logEvent, other.',
    ],
    ["export * from './other';", 'has no export "handler". Pass --export with one of run.'],
    ['export interface handler {}\nexport type { handler } from "./a";', 'exports nothing.'],
    ['// export const handler = 1;\nconst a = "export const handler = 1";', 'exports nothing.'],
    [
      'export default async () => 1;',
      `Write specimen-handler.ts beside it with the line "export { default as handler } from './specimen';", and adopt that.`,
    ],
    [
      'module.exports = async () => 1;',
      'Add the line "module.exports.handler = module.exports;" at its end.',
    ],
    ['const handler = (;', `${FILE}:1:18 can't be read: Expression expected.`],
  ])('gives the remedy for %j in one line', async (text, message) => {
    const tree = treeWith(FILE, text);
    tree.write('apps/service/src/other.ts', 'export const run = async () => 1;');
    await expect(adoptGenerator(tree, { path: FILE })).rejects.toThrow(message);
  });

  describe('a handler with a callback', () => {
    const CALLBACK = 'exports.handler = (event, context, callback) => callback(null, 1);';

    it.each([
      CALLBACK,
      'export const handler = function (event, context, callback) {};',
      'const run = (event, context, done) => {};\nmodule.exports = { handler: run };',
      "export { handler } from './other';",
      "exports.handler = require('./other').handler;",
      'exports.handler = async (event, context) => context.succeed(1);',
    ])('is refused with nodejs24.x: %j', async (text) => {
      const tree = treeWith('apps/service/src/specimen.js', text);
      tree.write('apps/service/src/other.js', CALLBACK);
      await expect(adoptGenerator(tree, { path: 'src/specimen.js' })).rejects.toThrow(
        /specimen\.js: handler (takes a callback|ends by context\.succeed\(\)).*, which Lambda’s runtime nodejs24\.x refuses\. Make it async/,
      );
    });

    it('is accepted with nodejs22.x', async () => {
      const tree = treeWith('apps/service/src/specimen.js', CALLBACK);
      tree.write(SERVERLESS_YML, ymlOf(tree).text.replace('nodejs24.x', 'nodejs22.x'));
      await expect(adoptGenerator(tree, { path: 'src/specimen.js' })).resolves.toBeDefined();
    });

    it.each([
      'exports.handler = async (event, context, callback = null) => 1;',
      'exports.handler = async (...all) => 1;',
      'exports.handler = wrap((event, context, callback) => 1);',
      'exports.handler = async function (this: unknown, event, context) {};',
    ])('is not mistaken for %j', async (text) => {
      const tree = treeWith(FILE, text);
      await expect(adoptGenerator(tree, { path: FILE })).resolves.toBeDefined();
    });
  });

  describe('the notes after adopting a handler', () => {
    const NEEDY = [
      "import type { Context } from 'only-types';",
      "import { S3Event } from 'aws-lambda';",
      "import fs from 'node:fs';",
      "import { parse } from 'csv-parse/sync';",
      "import { v4 } from 'uuid';",
      "import { work } from './lib/work.js';",
      "import './lib/gone';",
      'export const handler = async (event: S3Event) =>',
      '  work(parse(v4()), fs, process.env.TABLE, process.env.AWS_REGION);',
    ].join('\n');

    const SCHEDULED = 'export const handler = async (event: ScheduledEvent) => event;';

    const needy = () => {
      const tree = treeWith(FILE, NEEDY);
      tree.write(
        'apps/service/package.json',
        '{ "name": "@shop/service", "dependencies": { "csv-parse": "7.0.3" } }',
      );
      tree.write(
        'apps/service/src/package.json',
        '{ "dependencies": { "uuid": "^9.0.0", "@scope/pg": "file:../pg" }, "devDependencies": { "@types/uuid": "9.0.8" } }',
      );
      tree.write(
        'apps/service/src/lib/work.ts',
        "const { BUCKET } = process.env;\nconst pg = require('@scope/pg/lib');\nexport const work = (...all: unknown[]) => [pg, BUCKET, all];",
      );
      return tree;
    };

    it('name what the handler needs, and the command that installs its packages', async () => {
      const text = await printed(needy(), { path: FILE });
      expect(text).toContain(
        "Install the missing packages:\n  npm i -w @shop/service @scope/pg 'uuid@^9.0.0' @types/uuid@9.0.8\n",
      );
      expect(text).toContain(`The import ./lib/gone in ${FILE} has no file: copy it too.`);
      expect(text).toContain(
        'specimen reads the environment variables BUCKET, TABLE: set those that it needs',
      );
    });

    it('ask for a sample event if the code does not show what it expects', async () => {
      const text = await printed(treeWith(FILE), { path: FILE });
      expect(text).toContain(`Put a sample event for specimen into ${EVENT}.`);
    });

    it('are missing if the handler needs nothing', async () => {
      const text = await printed(treeWith(FILE, SCHEDULED), { path: FILE });
      expect(text).toMatch(/^\nspecimen is immortal now/);
      expect(text).toContain(`npm start -- --function specimen --event ${EVENT}`);
    });
  });

  describe('the sample event', () => {
    it.each([
      ['export const handler = async (event: S3Event) => event;', '"s3SchemaVersion"'],
      ['exports.handler = async (e) => e.Records[0].s3.bucket;', '"shop-dev-data-000000000000-'],
      ['exports.handler = async ({ Records: [{ Sns }] }) => Sns;', '"aws:sns"'],
      ['exports.handler = async (event) => event.detail.id;', '"detail-type": "specimen"'],
      ['export const handler: ScheduledHandler = async () => {};', '"aws.events"'],
    ])('is of the kind that %s expects', async (text, part) => {
      const tree = treeWith(FILE, text);
      await adoptGenerator(tree, { path: FILE });
      expect(tree.read(EVENT, 'utf8')).toContain(part);
    });

    it('follows --event-source if you pass it', async () => {
      const tree = treeWith(FILE);
      await adoptGenerator(tree, { path: FILE, eventSource: 's3' });
      expect(tree.exists('apps/service/resources/specimen-bucket.yml')).toBe(true);
      expect(tree.read(EVENT, 'utf8')).toContain('"shop-dev-specimen-000000000000-');
    });

    it('is kept if it exists', async () => {
      const tree = treeWith(FILE);
      tree.write(EVENT, '{"mine":true}');
      await adoptGenerator(tree, { path: FILE });
      expect(tree.read(EVENT, 'utf8')).toBe('{"mine":true}');
    });
  });

  it('keeps the line ends of serverless.yml', async () => {
    const tree = treeWith(FILE);
    const before = ymlOf(tree).text.replaceAll('\n', '\r\n');
    tree.write(SERVERLESS_YML, before);
    await adoptGenerator(tree, { path: FILE, eventSource: 's3' });
    const after = tree.read(SERVERLESS_YML, 'utf8')!;
    expect(after.split('\n').filter((line) => !line.endsWith('\r'))).toEqual(['']);
    await removeHandlerGenerator(tree, { name: 'specimen' });
    expect(tree.read(SERVERLESS_YML, 'utf8')).toBe(before);
  });

  it.each<[string, AdoptOptions, string]>([
    [
      'a file that does not exist',
      { path: 'src/other.ts' },
      'src/other.ts is not a source file in',
    ],
    ['a file outside the service', { path: 'libs/a.ts' }, 'libs/a.ts is not a source file in'],
    ['a file other than code', { path: SERVERLESS_YML }, 'is not a source file in'],
    ['a missing export', { path: FILE, export: 'run' }, `${FILE} has no export "run"`],
    ['a default export', { path: FILE, export: 'default' }, 'Pass --export with one of handler.'],
    ['no export', { path: FILE, export: '' }, '--export is empty'],
    [
      'a file outside of the workspace',
      { path: path.join(os.tmpdir(), 'x.ts') },
      'is not a source file in',
    ],
    [
      'one name for two',
      { path: FILE, _: ['libs/a.ts'], name: 'a' },
      'libs/a.ts is not a source file',
    ],
    [
      'one name for two exports',
      { path: FILE, export: 'handler,b', name: 'a' },
      '--name is "a" for 2 handlers',
    ],
    ['a name that is not allowed', { path: FILE, name: 'Specimen' }, 'The name "Specimen" is not'],
    [
      'a name that is taken',
      { path: FILE, name: 'secondary' },
      'functions.secondary already exists',
    ],
    ['an impossible policy', { path: FILE, taskCpu: 3 }, 'functions.specimen.rescue'],
  ])('refuses %s, and changes nothing', async (_, options, message) => {
    const tree = treeWith(FILE);
    tree.write('libs/a.ts', 'export const handler = 1;');
    const before = contentOf(tree);
    await expect(adoptGenerator(tree, options)).rejects.toThrow(message);
    expect(contentOf(tree)).toEqual(before);
  });
});
