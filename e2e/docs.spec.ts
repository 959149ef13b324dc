import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  anchorsOf,
  fixedParts,
  isIn,
  messagesOf,
  missingLines,
  relativeLinksOf,
  runnablesOf,
} from '@immortal/checks/docs';
import { ROOT, workspaceFiles } from './workspace-files';

const FILES = workspaceFiles('*.md');
const textOf = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Their tables explain messages of our own; those of deploy.md and docker/README.md are also AWS's and Docker's. */
const EXPLAINING = ['docs/reference.md', 'docs/configuration.md'];

/** The broken links of a file. */
function brokenLinks(file: string): string[] {
  return relativeLinksOf(textOf(file)).flatMap(({ href, path: to, anchor, line }) => {
    const target = to === '' ? file : path.join(path.dirname(file), to);
    if (!existsSync(path.join(ROOT, target))) return `line ${line}: there is no ${href}`;
    if (anchor === undefined) return [];
    const anchors = target.endsWith('.md') ? anchorsOf(textOf(target)) : [];
    return anchors.includes(anchor) ? [] : `line ${line}: no heading for ${href}`;
  });
}

const COMMANDS = FILES.flatMap((file) =>
  runnablesOf(textOf(file))
    .filter(({ suite }) => suite === undefined)
    .map((one) => [`${file}:${one.line}`, one] as const),
);

describe('the documentation', () => {
  it.each(FILES)('every relative link of %s has a target', (file) => {
    expect(brokenLinks(file)).toEqual([]);
  });

  it.each(EXPLAINING)('%s explains messages that the code contains', (file) => {
    const code = workspaceFiles('*.ts', '*.cjs')
      .filter((file) => !file.endsWith('.spec.ts'))
      .map(textOf)
      .join('\n');
    const messages = messagesOf(textOf(file));
    expect(messages.length).toBeGreaterThan(9);
    expect(messages.flatMap(fixedParts).filter((part) => !isIn(code, part))).toEqual([]);
  });

  it('has marked commands', () => {
    expect(COMMANDS.length).toBeGreaterThan(3);
  });

  it('marks commands only for suites that exist', () => {
    const suites = FILES.flatMap((file) =>
      runnablesOf(textOf(file)).flatMap((one) => one.suite ?? []),
    );
    expect([...new Set(suites)]).toEqual(['deploy']);
  });

  it.each(COMMANDS)(
    'the commands of %s run, and print what is shown',
    (_, { commands, prints = '' }) => {
      const shell = ['-e', '-u', '-o', 'pipefail', '-c', commands];
      const env = { ...process.env, NO_COLOR: '1' };
      const ended = spawnSync('bash', shell, {
        cwd: ROOT,
        env,
        encoding: 'utf8',
        timeout: 150_000,
      });
      expect(ended).toMatchObject({ status: 0 });
      expect(missingLines(ended.stdout, prints)).toEqual([]);
    },
  );
});
