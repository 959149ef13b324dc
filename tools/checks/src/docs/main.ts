// `npm run docs`: regenerates the generated sections of the documentation.
import fs from 'node:fs';
import path from 'node:path';
import { runCommand } from '@immortal/shared/command-line';
import { GENERATED, withGenerated } from './generated';

const ROOT = path.join(__dirname, '../../../..');

runCommand('docs', () => {
  for (const [file, sections] of Object.entries(GENERATED)) {
    const target = path.join(ROOT, file);
    const text = fs.readFileSync(target, 'utf8');
    const generated = withGenerated(text, sections);
    if (generated !== text) fs.writeFileSync(target, generated);
    process.stdout.write(`${file}: ${generated === text ? 'up to date' : 'regenerated'}\n`);
  }
  return 0;
});
