// The files of the workspace that the rules are about; YAML with its comments.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, parseDocument } from 'yaml';

export const WORKSPACE = path.join(__dirname, '../../..');

/** @param file from the workspace's folder, such as `.github/bootstrap.yml` */
export function readText(file: string): string {
  return readFileSync(path.join(WORKSPACE, file), 'utf8');
}

/** CloudFormation's tags are left out: `!Ref Boundary` is read as `Boundary`. @throws {YAMLParseError} */
export function readYaml(file: string): Document {
  const document = parseDocument(readText(file), { logLevel: 'error' });
  const [error] = document.errors;
  if (error) throw error;
  return document;
}
