// `npm run licences`: the licences of all packages; exit code 1 if one is not known.
import { readText } from '../workspace-file';
import { judge } from './judge';
import { type Lockfile } from './lockfile';
import { complaints, report } from './report';

const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Lockfile };
const judged = judge(packages);
console.log(report(judged).join('\n'));
for (const complaint of complaints(judged)) {
  console.error(`licences: ${complaint}`);
  process.exitCode = 1;
}
