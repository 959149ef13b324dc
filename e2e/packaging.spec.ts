// A broken handler stops packaging: in a few lines, with exit code 1, and without leaving a process.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clone, LOCAL_CLOUD } from './clone/clone';

const MINUTES = 60_000;
const SERVICE = 'apps/service';
const YML = `${SERVICE}/serverless.yml`;
const NX = 'node_modules/nx/dist/bin/nx.js';

/** The mistake, the handler, its file with its text, and the expected lines. */
const BROKEN: [string, string, Record<string, string>, string[]][] = [
  [
    'a module that is not installed',
    'src/broken.handler',
    { 'broken.ts': "import tools from 'no-such-module/fp';\nexport const handler = tools;\n" },
    [
      'apps/service/src/broken.ts:1:19: Could not resolve "no-such-module/fp"',
      "import tools from 'no-such-module/fp';",
      'Install it: npm i -w @immortal/service no-such-module',
    ],
  ],
  [
    'a syntax error',
    'src/broken.handler',
    { 'broken.js': 'exports.handler = async () => {\n  const sum = ;\n};\n' },
    ['apps/service/src/broken.js:2:15: Unexpected ";"', 'const sum = ;'],
  ],
  [
    'a missing file',
    'src/missing.handler',
    {},
    [
      'functions.broken.handler is "src/missing.handler", but there is no file apps/service/src/missing with any of .ts, .tsx,',
    ],
  ],
  [
    'a missing export',
    'src/broken.handler',
    {
      'broken.ts': "export * from './other';\n",
      'other.ts': 'export const handle = 1;\n',
    },
    ['apps/service/src/broken.ts does not export handler: it exports handle. Correct one of them.'],
  ],
];

describe('in a clone with a broken handler', () => {
  let clone: Clone;
  let yml: string;
  beforeAll(() => {
    clone = new Clone();
    yml = readFileSync(path.join(clone.folder, YML), 'utf8');
  });
  afterAll(() => {
    clone.remove();
  });

  const write = (handler: string, change: (text: string) => string = (text) => text) => {
    const added = yml.replace('functions:\n', `functions:\n  broken:\n    handler: ${handler}\n`);
    clone.write(YML, change(added));
  };
  const files = (texts: Record<string, string>) => {
    for (const [name, text] of Object.entries(texts)) clone.write(`${SERVICE}/src/${name}`, text);
    return () => {
      for (const name of Object.keys(texts)) {
        rmSync(path.join(clone.folder, SERVICE, 'src', name));
      }
    };
  };

  it.each(BROKEN)(
    'packaging reports %s and ends',
    async (_, handler, texts, expected) => {
      write(handler);
      const remove = files(texts);
      const { exitCode, stdout, stderr } = await clone.nx('run', 'service:package');
      remove();
      const output = stdout + stderr;
      for (const line of expected) expect(output).toContain(line);
      expect(output).not.toMatch(/^\s+at .*\.js:\d+/m);
      expect(exitCode).toBe(1);
      expect(processesIn(clone.folder)).toEqual([]);
    },
    MINUTES,
  );

  it(
    'npm start reports it too',
    async () => {
      write('src/broken.handler');
      const remove = files({ 'broken.ts': "export { handler } from 'no-such-module';\n" });
      const ended = await clone.node(LOCAL_CLOUD, 'demo');
      remove();
      expect(ended.stdout).toContain('Install it: npm i -w @immortal/service no-such-module');
      expect(ended.stderr).toContain(
        'the service could not be packaged: correct what is said above',
      );
      expect(ended.exitCode).toBe(1);
      expect(processesIn(clone.folder)).toEqual([]);
    },
    MINUTES,
  );

  it(
    'files that a failed packaging left are not in the zips of the next one',
    async () => {
      write('src/broken.handler');
      const remove = files({ 'broken.ts': "export { handler } from 'no-such-module';\n" });
      await clone.nx('run', 'service:package');
      appendFileSync(path.join(clone.folder, `${SERVICE}/.esbuild/.build/left.js`), '// left');
      remove();
      clone.write(YML, yml);
      expect((await clone.nx('run', 'service:package')).exitCode).toBe(0);
      const zip = readFileSync(path.join(clone.folder, `${SERVICE}/.serverless/secondary.zip`));
      expect(zip.includes('left.js')).toBe(false);
    },
    MINUTES,
  );

  it.each<[NodeJS.Signals, 'alone' | 'with its group', string[]]>([
    ['SIGTERM', 'alone', [NX, 'run', 'service:package']],
    ['SIGINT', 'with its group', [NX, 'run', 'service:package']],
    ['SIGTERM', 'alone', [LOCAL_CLOUD, 'demo']],
  ])(
    'ends all processes that it started: %s %s, %j',
    async (signal, whom, command) => {
      write('src/broken.handler', (text) =>
        text.replace('  esbuild:\n', '  esbuild:\n    plugins: endless.cjs\n'),
      );
      clone.write(
        `${SERVICE}/endless.cjs`,
        "module.exports = [{ name: 'endless', setup: ({ onStart }) => { onStart(() => { require('node:fs').writeFileSync('bundling', ''); return new Promise((resolve) => setTimeout(resolve, 1e6)); }); } }];\n",
      );
      const remove = files({ 'broken.ts': 'export const handler = 1;\n' });
      // Each bundle writes it, those of the case before perhaps after it was removed.
      rmSync(path.join(clone.folder, SERVICE, 'bundling'), { force: true });
      const child = spawn(process.execPath, command, {
        cwd: clone.folder,
        detached: true, // a process group of its own, as a shell creates for a command
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout.resume();
      child.stderr.resume();
      while (!clone.has(`${SERVICE}/bundling`)) await sleep(20);
      rmSync(path.join(clone.folder, SERVICE, 'bundling'));
      expect(processesIn(clone.folder).length).toBeGreaterThan(2);
      const exited = once(child, 'exit');
      process.kill(whom === 'alone' ? child.pid! : -child.pid!, signal);
      const [exitCode] = (await exited) as [number | null];
      expect(exitCode).not.toBe(0);
      await nothingLeftIn(clone.folder);
      remove();
    },
    MINUTES,
  );
});

/** A killed process exists until its parent, or init, has reaped it. */
async function nothingLeftIn(folder: string): Promise<void> {
  for (let tries = 0; tries < 500 && processesIn(folder).length > 0; tries += 1) await sleep(20);
  expect(processesIn(folder)).toEqual([]);
}

/** The commands of the processes that work in a folder. */
function processesIn(folder: string): string[] {
  if (process.platform !== 'linux') {
    const listed = execFileSync('ps', ['-axww', '-o', 'command='], { encoding: 'utf8' });
    return listed.split('\n').filter((line) => line.includes(folder));
  }
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const inside = readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      return inside ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
    } catch {
      return []; // not a process, another user's, or it has ended
    }
  });
}
