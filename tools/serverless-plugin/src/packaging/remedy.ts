// The remedy for a file that esbuild can't bundle.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Message } from 'esbuild';
import { packageOf } from './package-name';

const UNRESOLVED = /^Could not resolve "(.+)"/;
const NO_LOADER = /^No loader is configured for "(.+)" files: (.+)$/;
const TOP_LEVEL_AWAIT = /^Top-level await is (?:currently )?not (?:supported|available)/;
const IN_PACKAGE = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/;

/**
 * @param serviceDir absolute
 * @returns one sentence; undefined if the error needs no further advice, such as a syntax error
 */
export function remedyFor({ text, location }: Message, serviceDir: string): string | undefined {
  const [, specifier] = UNRESOLVED.exec(text) ?? [];
  if (specifier !== undefined) return forUnresolved(specifier, serviceDir);
  const [, extension, file] = NO_LOADER.exec(text) ?? [];
  if (extension !== undefined) {
    return forExtension(extension, file ?? '', location?.file ?? '', serviceDir);
  }
  if (!TOP_LEVEL_AWAIT.test(text)) return undefined;
  return 'Await inside the handler, or bundle ES modules: format: esm and outputFileExtension: .mjs under custom: esbuild: in serverless.yml.';
}

function forUnresolved(specifier: string, serviceDir: string): string | undefined {
  if (/^\.{0,2}\//.test(specifier)) return 'There is no such file: correct the path.';
  const name = packageOf(specifier);
  if (name === undefined) {
    return 'That is not a package name. If it is a TypeScript path alias, add it to compilerOptions.paths in tsconfig.json.';
  }
  // esbuild's own note then says which files the package exports.
  if (isInstalled(name, serviceDir)) return undefined;
  const install = `Install it: ${installing(name, serviceDir)}`;
  if (!specifier.startsWith('@')) return install;
  return `${install} (or, if it is a TypeScript path alias, add it to compilerOptions.paths in tsconfig.json)`;
}

function forExtension(
  extension: string,
  file: string,
  importer: string,
  serviceDir: string,
): string {
  const [, name] = IN_PACKAGE.exec(importer) ?? IN_PACKAGE.exec(file) ?? [];
  if (extension !== '.node' || name === undefined) {
    return `Add a loader for it: loader: { ${extension}: text } (or json, binary, file …) under custom: esbuild: in serverless.yml.`;
  }
  return `${name} has native code, which can't be bundled. ${externalRemedy(name, serviceDir)}`;
}

/** @returns how to put a whole package into the zip, beside the bundle */
export function externalRemedy(name: string, serviceDir: string): string {
  const install =
    name in dependenciesOf(serviceDir) ? '' : ` and run ${installing(name, serviceDir)}`;
  return `Add it to external: [${name}] under custom: esbuild: in serverless.yml${install}.`;
}

/** The command that adds a package to the dependencies of the service. */
export function installing(name: string, serviceDir: string): string {
  return `npm i -w ${packageJson(serviceDir).name} ${name}`;
}

export function dependenciesOf(serviceDir: string): object {
  return packageJson(serviceDir).dependencies ?? {};
}

function packageJson(serviceDir: string): { name: string; dependencies?: object } {
  return JSON.parse(readFileSync(path.join(serviceDir, 'package.json'), 'utf8')) as never;
}

function isInstalled(name: string, folder: string): boolean {
  if (existsSync(path.join(folder, 'node_modules', name))) return true;
  const parent = path.dirname(folder);
  return parent !== folder && isInstalled(name, parent);
}
