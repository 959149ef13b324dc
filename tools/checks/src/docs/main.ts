// `npm run docs`: writes the generated sections of the documentation anew.
import fs from 'node:fs';
import path from 'node:path';
import { MarkError } from './errors';
import { GENERATED, withGenerated } from './generated';

const ROOT = path.join(__dirname, '../../../..');

try {
  for (const [file, sections] of Object.entries(GENERATED)) {
    const target = path.join(ROOT, file);
    const text = fs.readFileSync(target, 'utf8');
    const written = withGenerated(text, sections);
    if (written !== text) fs.writeFileSync(target, written);
    process.stdout.write(`${file}: ${written === text ? 'up to date' : 'written anew'}\n`);
  }
} catch (error) {
  if (!(error instanceof MarkError)) throw error;
  process.stderr.write(`docs: ${error.message}\n`);
  process.exitCode = 1;
}
