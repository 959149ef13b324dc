// `npm run bench`: builds what is measured, then starts the TypeScript sources as they are; see main.ts.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '../../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');

const { status } = spawnSync(
  process.execPath,
  [NX, 'run-many', '-t', 'build', '--projects=runner,runtime-api', '--outputStyle=static'],
  { cwd: WORKSPACE, stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);

process.env.SWC_NODE_PROJECT ??= path.join(__dirname, '../tsconfig.json');
// As tools/start.cjs has it.
process.env.SWC_NODE_CACHE_DIR ??= path.join(__dirname, '../../../node_modules/.cache/swc-node');
require('@swc-node/register');
require('./main.ts');
