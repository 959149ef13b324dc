import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = path.join(__dirname, '../../../dist');
/** The compressed size of everything that a browser loads. */
const BUDGET_BYTES = 100_000;

it('the page stays below its size limit', () => {
  const files = readdirSync(DIST).map((name) => {
    const bytes = gzipSync(readFileSync(path.join(DIST, name)), { level: 9 }).length;
    return { name, bytes };
  });
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const list = files.map(({ name, bytes }) => `${name} ${bytes}`).join(', ');
  console.log(`${total} of ${BUDGET_BYTES} bytes compressed: ${list}`);
  expect(files.map(({ name }) => name).sort()).toEqual([
    'console.css',
    'console.js',
    'icon.svg',
    'index.html',
  ]);
  expect(total).toBeLessThan(BUDGET_BYTES);
});
