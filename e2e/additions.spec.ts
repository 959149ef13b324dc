// What a project adds to its clone: every addition that the docs allow passes lint, types, tests, and packaging, and its
// events are rescued.
import { stripVTControlCharacters } from 'node:util';
import { addFunctions, addResources, FILES, WARNINGS } from './additions/additions';
import { linesOf } from './cli';
import { Clone } from './clone/clone';
import { expectSuccess } from './ended';

const MINUTES = 60_000;

/** Every option of the handler generator. */
const EVERY_OPTION = [
  '--event-source',
  'schedule',
  '--timeout',
  '300',
  '--memory',
  '512',
  '--maximum-retry-attempts',
  '0',
  '--own-role',
  '--task-cpu',
  '512',
  '--task-memory',
  '1024',
  '--ephemeral-storage',
  '30',
  '--spot',
  '--rescue-on',
  'timeout',
  '--maximum-task-attempts',
  '2',
  '--maximum-seconds',
  '600',
  '--hand-over',
  'always',
];

describe('a clone with its own code, functions and resources', () => {
  let clone: Clone;
  const generate = async (generator: string, ...args: string[]) => {
    const name = `${clone.scope}/generators:${generator}`;
    expectSuccess(await clone.nx('g', name, ...args, '--no-interactive'));
  };
  const demo = (name: string, ...more: string[]) => clone.demo(name, 'event.json', ...more);

  beforeAll(async () => {
    clone = new Clone();
    for (const [file, text] of Object.entries(FILES)) clone.write(file, text);
    const [file, ...which] = ['apps/service/src/log-event.ts', '--export', 'logEvent'];
    await generate('adopt', file, ...which, '--name', 'log-event', ...EVERY_OPTION);
    await generate('handler', 'nightly', ...EVERY_OPTION);
    addFunctions(clone);
    addResources(clone);
  }, 4 * MINUTES);
  afterAll(() => {
    clone.remove();
  });

  it(
    'passes lint, types and tests, including the kit’s checks of template and pipeline',
    async () => {
      const targets = ['lint', 'typecheck', 'test'];
      expectSuccess(await clone.nx('run-many', '-t', ...targets, '-p', 'service,checks'));
    },
    6 * MINUTES,
  );

  it(
    'is packaged, with exactly the expected warnings',
    async () => {
      const packaged = await clone.nx('run', 'service:package');
      expectSuccess(packaged);
      const output = stripVTControlCharacters(packaged.stdout + packaged.stderr).split('\n');
      const warnings = output.flatMap((line) => /Warning: (.*)/.exec(line)?.[1] ?? []);
      expect(warnings).toEqual(WARNINGS.map((text) => expect.stringMatching(text) as unknown));
    },
    2 * MINUTES,
  );

  it(
    'is not run locally while one of its functions would call the real AWS',
    async () => {
      const { exitCode, stderr } = await demo('archive');
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^local-cloud: function \S+-legacy holds the AWS SDK .* v2 .*$/m);
    },
    2 * MINUTES,
  );

  it.each(['log-event', 'archive'])(
    'rescues an event of its function %s locally',
    async (name) => {
      const ended = await demo(name, '--fault', 'attempt=timeout:3', '--allow-aws-sdk-v2');
      expectSuccess(ended);
      expect(linesOf(ended).at(-1)).toMatchObject({
        type: 'summary',
        rescued: true,
        tasks: 1,
        taskExitCode: 0,
        queuesEmpty: true,
      });
    },
    2 * MINUTES,
  );
});
