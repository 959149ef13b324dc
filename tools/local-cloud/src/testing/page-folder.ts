// For specs: what building the console's page would leave.
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export function pageFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'page-'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(path.join(folder, 'console.js'), 'void 0;');
  return folder;
}
