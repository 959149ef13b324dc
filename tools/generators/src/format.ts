// Formats files as `npm run format` does, with the workspace's own settings.
import { type Tree } from '@nx/devkit';
import { type Options, type Plugin } from 'prettier';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as typescript from 'prettier/plugins/typescript';
import * as yaml from 'prettier/plugins/yaml';
import { format as prettierFormat } from 'prettier/standalone';

const SETTINGS = '.prettierrc.json';
const plugins = [babel, estree as Plugin, markdown, typescript, yaml];

/** @param file decides the language by its extension */
export function format(tree: Tree, file: string, text: string): Promise<string> {
  const settings = JSON.parse(tree.read(SETTINGS, 'utf8') ?? '{}') as Options;
  return prettierFormat(text, { ...settings, filepath: file, plugins });
}
