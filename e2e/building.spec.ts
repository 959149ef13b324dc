// Functions with more than one bundled file: native code, prebuilt zips, other files, layers. Each is packaged
// without credentials and rescued in the local cloud, which enforces the permissions of the task.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readCentralDirectory } from '@immortal/archive';
import { buildZip } from '@immortal/archive/testing';
import { Clone, LOCAL_CLOUD } from './clone/clone';
import { linesOf } from './cli';
import { expectSuccess, type Ended } from './ended';

const MINUTES = 60_000;
const SERVICE = 'apps/service';
const YML = `${SERVICE}/serverless.yml`;
const FOREIGN_LAYER =
  'arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:33';
const MODULE = '@node-rs/crc32';

/** 3421780262 is CRC-32's check value, for the digits 1 to 9. */
const COMPOSED = `import { readFileSync } from 'node:fs';
import layered from 'common-tools';
import { crc32 } from '${MODULE}';
export const handler = async (): Promise<void> => {
  const found = [crc32('123456789'), readFileSync('src/templates/mail.txt', 'utf8'), layered];
  const expected = [3421780262, 'from a pattern', 'from a layer'];
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(JSON.stringify(found));
  return Promise.resolve();
};
`;

describe('in a clone with functions that are built in other ways', () => {
  let clone: Clone;
  let packaged: Ended;

  beforeAll(async () => {
    clone = new Clone();
    write('src/composed.ts', COMPOSED);
    write('src/prebuilt.cjs', 'exports.handler = async () => undefined;\n');
    write('src/templates/mail.txt', 'from a pattern');
    write(
      'tools-layer/nodejs/node_modules/common-tools/index.js',
      "module.exports = 'from a layer';",
    );
    write('src/report.cjs', 'exports.handler = async () => undefined;\n');
    for (const name of ['composed.ts', 'prebuilt.cjs', 'report.cjs']) {
      const adopt = [`${clone.scope}/generators:adopt`, `${SERVICE}/src/${name}`];
      expectSuccess(await clone.nx('g', ...adopt, '--no-interactive'));
    }
    for (const name of ['prebuilt.cjs', 'report.cjs']) {
      rmSync(path.join(clone.folder, SERVICE, 'src', name));
    }
    // As webpack or another tool might build it.
    const theirs = "exports.handler = async () => require('./chunk');\n";
    const zip = buildZip([
      { name: 'dist/main.js', data: theirs },
      { name: 'dist/chunk.js', data: 'module.exports = 1;\n' },
    ]);
    writeFileSync(path.join(clone.folder, SERVICE, 'theirs.zip'), zip);
    const java = buildZip([{ name: 'app/Handler.class', data: '' }]);
    writeFileSync(path.join(clone.folder, SERVICE, 'java.zip'), java);
    configure();
    packaged = await clone.nx('run', 'service:package');
  }, 5 * MINUTES);
  afterAll(() => {
    clone.remove();
  });

  const write = (file: string, text: string) => {
    const all = path.join(clone.folder, SERVICE, file);
    mkdirSync(path.dirname(all), { recursive: true });
    writeFileSync(all, text);
  };
  const configure = () => {
    const file = path.join(clone.folder, SERVICE, 'package.json');
    const { dependencies, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as {
      dependencies: object;
    };
    write(
      'package.json',
      JSON.stringify({ ...rest, dependencies: { ...dependencies, [MODULE]: '1.10.8' } }),
    );
    const yml = readFileSync(path.join(clone.folder, YML), 'utf8')
      .replace('    exclude: []', '    exclude: [common-tools]')
      .replace('  esbuild:\n', `  esbuild:\n    external: ['${MODULE}']\n`)
      .replace(
        'handler: src/composed.handler\n',
        `handler: src/composed.handler\n    package: { patterns: [src/templates/**] }\n    layers: [!Ref ToolsLambdaLayer, '${FOREIGN_LAYER}']\n`,
      )
      .replace(
        'handler: src/prebuilt.handler\n',
        'handler: dist/main.handler\n    package: { artifact: theirs.zip }\n',
      )
      .replace(
        'handler: src/report.handler\n',
        'handler: app.handler\n    runtime: java21\n    package: { artifact: java.zip }\n',
      )
      // A name that does not begin with the service's name.
      .replace(
        '\nresources:\n',
        '\nlayers:\n  tools: { path: tools-layer, name: common-tools }\n\nresources:\n',
      );
    clone.write(YML, yml);
  };
  const filesOf = async (name: string) => {
    const zip = readFileSync(path.join(clone.folder, SERVICE, '.serverless', name));
    const { entries } = await readCentralDirectory({ zip, subject: name });
    return entries.map((entry) => entry.path);
  };

  it('packaging needs no credentials, and prints what it installs for which platform', () => {
    expectSuccess(packaged);
    expect(packaged.stdout + packaged.stderr).toContain(`Installing ${MODULE} for linux, x64`);
  });

  it('packaging lists the permissions that the pipeline lacks for layers, and none that the tasks have', () => {
    const output = stripVTControlCharacters(packaged.stdout + packaged.stderr).split('\n');
    expect(output.filter((line) => /layer/i.test(line))).toEqual([
      "Warning: AWS::Lambda::Function with layers, AWS::Lambda::LayerVersion: the pipeline's ExecutionRole lacks permissions that CloudFormation needs for it. Add to its policy yours in .github/bootstrap-stage.yml: lambda:GetLayerVersion, lambda:PublishLayerVersion, lambda:DeleteLayerVersion.",
    ]);
  });

  it('a zip contains the native module with its code for Linux, and the files of the patterns', async () => {
    expect(await filesOf('composed.zip')).toEqual(
      expect.arrayContaining([
        'src/composed.js',
        'src/templates/mail.txt',
        `node_modules/${MODULE}/index.js`,
        `node_modules/${MODULE}-linux-x64-gnu/crc32.linux-x64-gnu.node`,
      ]) as string[],
    );
    expect(await filesOf('smoke.zip')).toEqual(['src/smoke-handler.js']);
  });

  it.each([
    ['prebuilt', 'theirs'],
    ['report', 'java'],
  ])('a prebuilt zip is used unchanged: %s', (name, artifact) => {
    const read = (file: string) => readFileSync(path.join(clone.folder, SERVICE, file));
    expect(read(`.serverless/${name}.zip`)).toEqual(read(`${artifact}.zip`));
  });

  it(
    'a function in another language gets an image of its own, and a local run reports the missing runtime',
    async () => {
      expect(packaged.stdout + packaged.stderr).toMatch(/-report .* java21\/x86_64 /);
      const event = ['--event', `${SERVICE}/events/report.json`];
      const ended = await clone.node(LOCAL_CLOUD, 'demo', '--function', 'report', ...event);
      expect(ended.exitCode).toBe(1);
      expect(ended.stderr).toContain(
        "--function report can't be invoked: The local cloud does not emulate the function immortal-dev-report: its runtime is java21",
      );
    },
    MINUTES,
  );

  it.each(['composed', 'prebuilt'])(
    'the function %s is rescued',
    async (name) => {
      const event = `${SERVICE}/events/${name}.json`;
      const ended = await clone.demo(name, event, '--fault', 'attempt=timeout:3');
      expectSuccess(ended);
      expect(linesOf(ended).at(-1)).toMatchObject({ rescued: true, tasks: 1, taskExitCode: 0 });
    },
    2 * MINUTES,
  );
});
