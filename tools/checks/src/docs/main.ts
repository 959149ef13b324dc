// `npm run docs`: regenerates the generated sections of the documentation.
import { writeFileSync } from 'node:fs';
import { runCommand } from '@immortal/shared/command-line';
import { inWorkspace, readText } from '../workspace-file';
import { GENERATED, withGenerated } from './generated';

runCommand('docs', () => {
  for (const [file, sections] of Object.entries(GENERATED)) {
    const text = readText(file);
    const generated = withGenerated(text, sections);
    if (generated !== text) writeFileSync(inWorkspace(file), generated);
    process.stdout.write(`${file}: ${generated === text ? 'up to date' : 'regenerated'}\n`);
  }
  return 0;
});
