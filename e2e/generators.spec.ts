// The first hour after cloning the repository.
import { readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Clone } from './clone/clone';
import { linesOf } from './cli';
import { expectSuccess } from './ended';

const NAME = 'zenith';
const EVENT_SOURCES = ['none', 's3', 'schedule', 'sns', 'eventbridge'];
/** Handlers of these have a role of their own; the others share one. */
const OWN_ROLES = ['s3', 'sns'];
const HANDLERS = {
  js: 'module.exports = { handler: async () => 1 };\n',
  cjs: 'exports.handler = async () => 1;\n',
  mjs: 'export const handler = async () => 1;\n',
  mts: 'export const handler = async (): Promise<number> => Promise.resolve(1);\n',
};
const AUDIT = `import 'a-package-without-an-owner';

export const logEvent = async (): Promise<number> => Promise.resolve(1);
export const purge = async (): Promise<number> => Promise.resolve(2);
`;
const PRETTIER = 'node_modules/prettier/bin/prettier.cjs';
/** Each test starts processes, which are slow on a busy machine. */
const PATIENCE_MS = 15 * 60_000;

/** Where serverless-esbuild writes the handlers' code. */
const leftFolders = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('adopted-'));

describe('a clone', () => {
  let clone: Clone;
  const generate = (generator: string, ...args: string[]) =>
    clone.nx('g', `${clone.scope}/generators:${generator}`, ...args, '--no-interactive');

  beforeAll(() => {
    clone = new Clone();
  });
  afterAll(() => {
    clone.remove();
  });

  it(
    'becomes a renamed project without the sample',
    async () => {
      const former = clone.scope;
      const sample = clone.has('e2e/sample.spec.ts') ? ['--remove-sample'] : [];
      expectSuccess(await generate('init', '--name', NAME, ...sample, '--skip-install'));
      clone.linkPackages();
      expect(clone.scope).toBe(`@${NAME}`);
      expect(clone.scope).not.toBe(former);
      expect(clone.has('apps/service/src/cities')).toBe(false);
      expectSuccess(
        await clone.node(PRETTIER, '--check', '--ignore-unknown', ...clone.changedFiles()),
      );
      clone.commit();
    },
    PATIENCE_MS,
  );

  it(
    'refuses a bad name in one line, and writes nothing',
    async () => {
      const { exitCode, stdout, stderr } = await generate('handler', 'Specimen');
      expect(exitCode).toBe(1);
      const output = (stdout + stderr).split('\n').filter((line) => line.trim() !== '');
      expect(output.slice(1)).toEqual([
        expect.stringMatching(/The name "Specimen" is not allowed\. Use lower-case/) as unknown,
      ]);
      expect(clone.changes()).toBe('');
    },
    PATIENCE_MS,
  );

  it(
    'shows the changes of --dry-run, and writes nothing',
    async () => {
      const ended = await generate('immortal-handler', 'specimen', '--dry-run');
      expect(ended.stdout).toContain('CREATE apps/service/src/specimen.ts');
      expect(clone.changes()).toBe('');
    },
    PATIENCE_MS,
  );

  it(
    'gets a handler of each event source, which passes lint, types, tests and packaging unchanged',
    async () => {
      for (const source of EVENT_SOURCES) {
        const options = ['--event-source', source];
        if (OWN_ROLES.includes(source)) options.push('--own-role');
        expectSuccess(await generate('handler', `specimen-${source}`, ...options));
      }
      expectSuccess(
        await clone.node(PRETTIER, '--check', '--ignore-unknown', ...clone.changedFiles()),
      );
      const targets = ['lint', 'typecheck', 'test', 'package'];
      expectSuccess(await clone.nx('run-many', '-t', ...targets, '-p', 'service'));
      expectSuccess(await clone.nx('run-many', '-t', 'typecheck', '-p', 'local-cloud,e2e'));
      expectSuccess(await clone.nx('run-many', '-t', 'test', '-p', 'checks'));
    },
    PATIENCE_MS,
  );

  it.each(EVENT_SOURCES)(
    'rescues the new handler of %s locally',
    async (source) => {
      const name = `specimen-${source}`;
      const event = `apps/service/events/${name}.json`;
      const ended = await clone.demo(name, event, '--fault', 'attempt=timeout:3');
      expect(linesOf(ended).at(-1)).toMatchObject({
        type: 'summary',
        rescued: true,
        function: `${NAME}-dev-${name}`,
        attempts: 3,
        tasks: 1,
        taskExitCode: 0,
        queuesEmpty: true,
      });
      expect(ended.exitCode).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'adopts and packages a handler in every kind of file, and leaves nothing behind',
    async () => {
      const before = leftFolders();
      for (const [kind, text] of Object.entries(HANDLERS)) {
        const file = `apps/service/src/adopted-${kind}.${kind}`;
        clone.write(file, text);
        expectSuccess(await generate('adopt', file));
      }
      expectSuccess(await clone.nx('run', 'service:package'));
      for (const kind of Object.keys(HANDLERS)) {
        expect(clone.has(`apps/service/.serverless/adopted-${kind}.zip`)).toBe(true);
        expectSuccess(await generate('remove-handler', `adopted-${kind}`));
        rmSync(path.join(clone.folder, `apps/service/src/adopted-${kind}.${kind}`));
      }
      expect(leftFolders()).toEqual(before);
    },
    PATIENCE_MS,
  );

  it(
    'adopts several handlers of a file with an absolute path, and passes its tests with them',
    async () => {
      const file = 'apps/service/src/audit.ts';
      clone.write(file, AUDIT);
      const whole = path.join(clone.folder, file);
      const ended = await generate('adopt', whole, file, '--export=logEvent,purge');
      expectSuccess(ended);
      expect(ended.stdout + ended.stderr).toContain(
        `npm i -w ${clone.scope}/service a-package-without-an-owner`,
      );
      clone.write(file, AUDIT.replace(/^import .*$/m, ''));
      expectSuccess(await clone.node(PRETTIER, '--check', 'apps/service/serverless.yml'));
      const targets = ['lint', 'typecheck', 'test', 'package'];
      expectSuccess(await clone.nx('run-many', '-t', ...targets, '-p', 'service'));
      expect(clone.has('apps/service/.serverless/audit-log-event.zip')).toBe(true);
      for (const name of ['audit-log-event', 'audit-purge']) {
        expectSuccess(await generate('remove-handler', name));
      }
      rmSync(path.join(clone.folder, file));
    },
    PATIENCE_MS,
  );

  it(
    'is unchanged after the handlers are removed',
    async () => {
      for (const source of EVENT_SOURCES) {
        expectSuccess(await generate('remove-handler', `specimen-${source}`));
      }
      expect(clone.changes()).toBe('');
    },
    PATIENCE_MS,
  );

  it(
    'passes its own checks without the certification',
    async () => {
      const name = clone.scope.slice(1);
      const options = ['--name', name, '--without-certification', '--skip-install'];
      const ended = await generate('init', ...options);
      expectSuccess(ended);
      expect(ended.stdout + ended.stderr).toContain('Removed the certification of the kit');
      expect(clone.has('e2e/certify.cjs')).toBe(false);
      expectSuccess(
        await clone.node(PRETTIER, '--check', '--ignore-unknown', ...clone.changedFiles()),
      );
      const projects = ['-p', 'service,checks,generators,runtime-api,serverless-plugin'];
      expectSuccess(await clone.nx('run-many', '-t', 'lint', 'typecheck', ...projects));
      expectSuccess(await clone.nx('run-many', '-t', 'test', 'package', '-p', 'service,checks'));
    },
    PATIENCE_MS,
  );
});
