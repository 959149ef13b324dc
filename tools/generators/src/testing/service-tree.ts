// For specs: a tree in memory with serverless.yml and the resource files. A clone may have more handlers, so specs name theirs
// `specimen`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { KIT_RESOURCES_FOLDER, RESOURCES_FOLDER, SERVERLESS_YML } from '../service-files';

const WORKSPACE = path.join(__dirname, '../../../..');

/** The service is named shop, and its region is eu-west-1. */
export function serviceTree(): Tree {
  const tree = createTree();
  const resources = [RESOURCES_FOLDER, KIT_RESOURCES_FOLDER].flatMap((folder) =>
    readdirSync(path.join(WORKSPACE, folder)).map((file) => `${folder}/${file}`),
  );
  for (const file of ['.prettierrc.json', SERVERLESS_YML, ...resources]) {
    tree.write(file, readFileSync(path.join(WORKSPACE, file)));
  }
  const yml = tree.read(SERVERLESS_YML, 'utf8') ?? '';
  tree.write(
    SERVERLESS_YML,
    yml.replace(/^service: .*$/m, 'service: shop').replace(/^( +region: ).*$/m, '$1eu-west-1'),
  );
  return tree;
}

/** Every file of a tree with its content. */
export function contentOf(tree: Tree, folder = ''): Record<string, string> {
  const files = tree.children(folder).map((name) => (folder === '' ? name : `${folder}/${name}`));
  return Object.assign(
    {},
    ...files.map((file) =>
      tree.isFile(file) ? { [file]: tree.read(file, 'utf8') } : contentOf(tree, file),
    ),
  ) as Record<string, string>;
}
