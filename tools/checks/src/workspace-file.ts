// Reads files of the workspace, as text, as JSON, or as YAML with its comments.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, parseDocument } from 'yaml';

const WORKSPACE = path.join(__dirname, '../../..');

/** The absolute path of a file, given relative to the workspace, such as `.github/bootstrap.yml`. */
export function inWorkspace(file: string): string {
  return path.join(WORKSPACE, file);
}

export function readText(file: string): string {
  return readFileSync(inWorkspace(file), 'utf8');
}

export function readJson(file: string): unknown {
  return JSON.parse(readText(file));
}

/** Drops CloudFormation's tags: `!Ref Boundary` becomes `Boundary`. @throws {YAMLParseError} */
export function readYaml(file: string): Document {
  const document = parseDocument(readText(file), { logLevel: 'error' });
  const [error] = document.errors;
  if (error) throw error;
  return document;
}
