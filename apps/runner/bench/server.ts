// Plays Lambda and S3 for the bench, in a process of its own: `server.ts ZIP…` prints its URL and serves each zip as the
// code of a function named by the first word of its file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FakeAws } from '../src/testing/fake-aws';

const MEMORY_MB = 1024;

async function main(): Promise<void> {
  const aws = await FakeAws.start();
  for (const file of process.argv.slice(2)) {
    const [name = ''] = path.basename(file).split('-');
    aws.onFunction(name, readFileSync(file), { MemorySize: MEMORY_MB });
  }
  console.log(aws.url);
}

void main();
