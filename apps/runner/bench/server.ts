// A fake of Lambda and S3 for the benchmark. `server.ts ZIP…` prints its URL and serves each zip as the code of a function
// whose name is the first word of the file name.
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
