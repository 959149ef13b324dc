// The service of serverless.yml in a temporary folder with the layout of a clone, packaged by the real framework.
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildZip } from '@immortal/archive/testing';
import { endOf, type Ended } from '../ended';
import { ROOT } from '../workspace-files';

const SERVERLESS = path.join(ROOT, 'node_modules/serverless/bin/serverless.js');
const HANDLERS = ['probe.ts', 'layered.ts'];
const PYTHON = 'probe.py';
interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>
  >;
}

export class ServiceFolder {
  private readonly root = mkdtempSync(path.join(os.tmpdir(), 'any-function-'));
  private readonly folder = path.join(this.root, 'apps/service');
  readonly packageFolder = path.join(this.folder, '.serverless');

  constructor() {
    mkdirSync(path.join(this.folder, 'src'), { recursive: true });
    for (const shared of ['node_modules', 'tools', 'libs', 'apps/runner']) {
      symlinkSync(path.join(ROOT, shared), path.join(this.root, shared));
    }
    const secondary = path.join(ROOT, 'apps/service/src/secondary.ts');
    cpSync(secondary, path.join(this.folder, 'src/secondary.ts'));
    cpSync(path.join(ROOT, 'tsconfig.base.json'), path.join(this.root, 'tsconfig.base.json'));
    for (const name of HANDLERS)
      cpSync(path.join(__dirname, name), path.join(this.folder, 'src', name));
    cpSync(path.join(__dirname, 'serverless.yml'), path.join(this.folder, 'serverless.yml'));
    const data = readFileSync(path.join(__dirname, PYTHON));
    this.write('python.zip', buildZip([{ name: PYTHON, data }]));
    this.write('package.json', '{ "name": "any", "private": true }');
    const layer = 'layer/nodejs/node_modules/layered-tool';
    mkdirSync(path.join(this.folder, layer), { recursive: true });
    this.write(`${layer}/index.js`, "module.exports = 'from a layer';");
  }

  /** `serverless package`, without credentials and without this process's environment. */
  package(): Promise<Ended> {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [SERVERLESS, 'package'], {
      cwd: this.folder,
      env: { PATH, HOME: this.root, TMPDIR: os.tmpdir(), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return endOf(child);
  }

  get template(): Template {
    return JSON.parse(readFileSync(this.templateFile, 'utf8')) as Template;
  }

  get templateFile(): string {
    return path.join(this.packageFolder, 'cloudformation-template-update-stack.json');
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private write(file: string, data: string | Buffer): void {
    writeFileSync(path.join(this.folder, file), data);
  }
}
