// Runs the deployment to the local AWS as docs/deploy.md describes it.
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { missingLines, runnablesOf } from '@immortal/checks/docs';
import { printedBy, start } from '../cli';
import { temporaryFolder } from '../left-behind';
import { environment, REGION } from './aws';
import { homeFolder, shell } from './tools';

const FILE = path.join(__dirname, '../../docs/deploy.md');
const COMMANDS = runnablesOf(readFileSync(FILE, 'utf8')).filter(({ suite }) => suite === 'deploy');

let cloud: ReturnType<typeof start>;
let env: Record<string, string>;

beforeAll(async () => {
  cloud = start('serve', '--empty');
  env = { ...environment(await printedBy(cloud), homeFolder()), AWS_REGION: REGION };
});

afterAll(async () => {
  cloud.kill('SIGINT');
  await once(cloud, 'exit');
  rmSync(temporaryFolder, { recursive: true });
});

it('docs/deploy.md has commands for this suite', () => {
  expect(COMMANDS.length).toBeGreaterThan(1);
});

// In order, as a reader runs them.
it.each(COMMANDS)('$commands', async ({ commands, prints = '' }) => {
  const { exitCode, output } = await shell(env, commands);
  // Compares texts, so that a failure shows the output.
  expect(`${output}exit code ${String(exitCode)}`).toBe(`${output}exit code 0`);
  expect(missingLines(output, prints)).toEqual([]);
});
