// Installs the article's runner and its dependencies, unbundled, as the article's Dockerfile does.
import { execFileSync } from 'node:child_process';
import { copyFileSync, chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const DEPENDENCIES = { 'aws-sdk': '2.1693.0', unzipper: '0.12.5', yargs: '17.7.2' };
const PINS = Object.values(DEPENDENCIES).join('-');

/** @returns the folder with runner.js and its node_modules */
export function installArticle(cache: string): string {
  const folder = path.join(cache, `article-${PINS}`);
  if (!existsSync(folder)) install(`${folder}.${process.pid}`, folder);
  const runner = path.join(folder, 'runner.js');
  copyFileSync(path.join(__dirname, 'article/runner.js'), runner);
  chmodSync(runner, 0o755);
  return folder;
}

function install(draft: string, folder: string): void {
  mkdirSync(draft, { recursive: true });
  const manifest = { private: true, dependencies: DEPENDENCIES };
  writeFileSync(path.join(draft, 'package.json'), JSON.stringify(manifest));
  const quiet = ['--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...quiet, '--prefix', draft], { cwd: draft, stdio: 'ignore' });
  renameSync(draft, folder);
}
