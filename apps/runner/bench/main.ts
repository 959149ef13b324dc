// The benchmark: the time from the start of a process to the handler's first line, for the runner and two others.
import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { runCommand } from '@immortal/shared/command-line';
import { installArticle } from './article';
import { measureFloor } from './floor';
import { imageBytes } from './image-bytes';
import { type Options, optionsOf, USAGE } from './options';
import { caseOf, jsonOf, printCase, printFloor, printImage } from './report';
import { measureRounds } from './rounds';
import { startServer } from './server-process';
import { waysOf } from './ways';
import { ZIPS, zipFile } from './zips';

const RUNNER = path.join(__dirname, '..');
const CACHE = path.join(RUNNER, '../../node_modules/.cache/runner-bench');

async function bench({ rounds: mostRounds, json }: Options): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const files = ZIPS.map((zip) => zipFile(zip, CACHE));
  const ways = waysOf(installArticle(CACHE));
  const server = await startServer(files);
  console.log(
    `Node.js ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'} before. Medians.\n`,
  );
  try {
    const floor = measureFloor(mostRounds);
    printFloor(floor);
    const cases = [];
    for (const zip of ZIPS) {
      const rounds = Math.max(1, Math.ceil(mostRounds * zip.shareOfRounds));
      const measured = caseOf(zip, await measureRounds(zip.name, ways, server.url, rounds));
      printCase(measured, floor, rounds);
      cases.push(measured);
    }
    printImage(imageBytes(RUNNER));
    if (json) console.log(jsonOf(cases));
  } finally {
    server.stop();
  }
}

runCommand('bench', async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options) await bench(options);
  else process.stdout.write(`${USAGE}\n`);
  return 0;
});
