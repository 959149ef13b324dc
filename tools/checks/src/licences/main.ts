// `npm run licences`: lists the licences of all packages; exit code 1 if one is not allowed.
import { runCommand } from '@immortal/shared/command-line';
import { readText } from '../workspace-file';
import { judge } from './judge';
import { type Lockfile } from './lockfile';
import { complaints, report } from './report';

runCommand('licences', () => {
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Lockfile };
  const judged = judge(packages);
  process.stdout.write(`${report(judged).join('\n')}\n`);
  const unknown = complaints(judged);
  for (const complaint of unknown) process.stderr.write(`licences: ${complaint}\n`);
  return unknown.length === 0 ? 0 : 1;
});
