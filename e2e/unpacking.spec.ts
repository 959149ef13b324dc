// The runner unpacks whatever the framework packages: here a zip that contains a file twice.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCentralDirectory, unpack } from '@immortal/archive';

const ROOT = path.join(__dirname, '..');

/** A file that matches the patterns of both the service and the function is packaged twice. */
const SERVICE = `
service: twice
frameworkVersion: '4'
plugins: [serverless-esbuild]
provider: { name: aws, region: eu-west-1, stage: dev, runtime: nodejs24.x }
package:
  individually: true
  patterns: ['src/templates/**']
functions:
  mailer:
    handler: src/mailer.handler
    package: { patterns: [src/templates/mail.json] }
`;

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twice-'));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it('unpacks a zip of the framework that contains a file twice', async () => {
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  write('package.json', '{"name":"twice"}');
  write('serverless.yml', SERVICE);
  write('src/mailer.ts', 'export const handler = () => Promise.resolve();');
  write('src/templates/mail.json', '{"subject":"hello"}');
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const serverless = path.join(ROOT, 'node_modules/.bin/serverless');
  execFileSync(serverless, ['package'], { cwd: folder, env: { ...process.env, TMPDIR: folder } });
  const zip = fs.readFileSync(path.join(folder, '.serverless/mailer.zip'));
  const archive = { zip, subject: 'the code of function mailer' };

  await unpack([archive], path.join(folder, 'task'), 1_000_000);

  const { entries } = await readCentralDirectory(archive);
  expect(entries.filter(({ path: name }) => name === 'src/templates/mail.json')).toHaveLength(2);
  expect(fs.readFileSync(path.join(folder, 'task/src/templates/mail.json'), 'utf8')).toBe(
    '{"subject":"hello"}',
  );
});
