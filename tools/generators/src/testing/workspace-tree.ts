// For specs: a tree in memory with all files of the workspace that git does not ignore.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';

const WORKSPACE = path.join(__dirname, '../../../..');

export function workspaceTree(): Tree {
  const tree = createTree();
  for (const file of files()) tree.write(file, readFileSync(path.join(WORKSPACE, file)));
  return tree;
}

function files(): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', list, { cwd: WORKSPACE, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(WORKSPACE, file)));
}
