// `npm run flood`: builds what is flooded, then starts the TypeScript sources as they are; see main.ts.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '../..');
const NX = path.join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');

const targets = ['run-many', '-t', 'build', 'package', '--projects=service,runner,runtime-api'];
const { status } = spawnSync(process.execPath, [NX, ...targets, '--outputStyle=static'], {
  cwd: WORKSPACE,
  stdio: ['ignore', 2, 2], // stdout is for the figures
});
if (status !== 0) process.exit(status ?? 1);

process.env.SWC_NODE_PROJECT ??= path.join(__dirname, '../tsconfig.json');
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// As tools/start.cjs has it.
process.env.SWC_NODE_CACHE_DIR ??= path.join(__dirname, '../../node_modules/.cache/swc-node');
require('@swc-node/register');
require('./main.ts');
