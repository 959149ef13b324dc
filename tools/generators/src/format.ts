// Formats files as `npm run format` does, with the workspace's own settings.
import { type Tree } from '@nx/devkit';
import { type Options, type Plugin } from 'prettier';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as typescript from 'prettier/plugins/typescript';
import * as yaml from 'prettier/plugins/yaml';
import { check, format as prettierFormat } from 'prettier/standalone';

const SETTINGS = '.prettierrc.json';
const plugins = [babel, estree as Plugin, markdown, typescript, yaml];

/** The files that the plugins can parse. */
const LANGUAGES = /\.([cm]?[jt]s|json|md|ya?ml)$/;

/** @param file its extension determines the language */
export function format(tree: Tree, file: string, text: string): Promise<string> {
  return prettierFormat(text, optionsFor(tree, file));
}

/** False also for a language that can’t be formatted. */
export async function isFormatted(tree: Tree, file: string, text: string): Promise<boolean> {
  return LANGUAGES.test(file) && (await check(text, optionsFor(tree, file)));
}

/** The text after a change, formatted if it was formatted before. */
export async function keepFormatted(
  tree: Tree,
  file: string,
  before: string,
  after: string,
): Promise<string> {
  return (await isFormatted(tree, file, before)) ? format(tree, file, after) : after;
}

function optionsFor(tree: Tree, file: string): Options {
  const settings = JSON.parse(tree.read(SETTINGS, 'utf8') ?? '{}') as Options;
  return { ...settings, filepath: file, plugins };
}
