// The bench: from the start of a process to the first line of the handler, the runner against two others.
import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installArticle } from './article';
import { measureFloor } from './floor';
import { imageBytes } from './image-bytes';
import { caseOf, jsonOf, printCase, printFloor, printImage } from './report';
import { measureRounds } from './rounds';
import { startServer } from './server-process';
import { waysOf } from './ways';
import { ZIPS, zipFile } from './zips';

const RUNNER = path.join(__dirname, '..');
const CACHE = path.join(RUNNER, '../../node_modules/.cache/runner-bench');

const options = {
  json: { type: 'boolean', default: false },
  rounds: { type: 'string', default: '9' },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  mkdirSync(CACHE, { recursive: true });
  const files = ZIPS.map((zip) => zipFile(zip, CACHE));
  const ways = waysOf(installArticle(CACHE));
  const server = await startServer(files);
  console.log(
    `Node.js ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'} before. Medians.\n`,
  );
  try {
    const floor = measureFloor(Number(values.rounds));
    printFloor(floor);
    const cases = [];
    for (const zip of ZIPS) {
      const rounds = Math.max(1, Math.ceil(Number(values.rounds) * zip.shareOfRounds));
      const measured = caseOf(zip, await measureRounds(zip.name, ways, server.url, rounds));
      printCase(measured, floor, rounds);
      cases.push(measured);
    }
    printImage(imageBytes(RUNNER));
    if (values.json) console.log(jsonOf(cases));
  } finally {
    server.stop();
  }
}

void main();
