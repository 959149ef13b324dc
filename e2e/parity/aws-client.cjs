// Installs AWS's runtime client and the Node.js that it needs into a cache folder: once, for it is compiled from C++.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const CLIENT = { name: 'aws-lambda-ric', version: '4.0.2' };
/** An npm package that holds nothing but Node.js and its C++ headers. */
const NODE = { name: `node-linux-${process.arch}`, version: '24.21.0' };
const TOOLS = ['cmake', 'g++', 'make', 'python3', 'tar', 'xz'];

/**
 * @param {string} cache a folder whose content can be lost
 * @returns {{ nodeDir: string, runtimeDir: string }} the folder of Node.js' program, and what /var/runtime is in AWS's image
 * @throws {Error} if the client cannot be built here
 */
exports.installAwsClient = (cache) => {
  const name = `${CLIENT.name}-${CLIENT.version}-${NODE.name}-${NODE.version}`;
  const folder = path.join(cache, 'parity', name);
  if (!fs.existsSync(folder)) install(folder);
  const runtimeDir = path.join(folder, 'node_modules', CLIENT.name);
  // Every time, so that a change of it needs no new build.
  fs.copyFileSync(path.join(__dirname, 'bootstrap'), path.join(runtimeDir, 'bootstrap'));
  return { nodeDir: path.join(folder, 'node_modules', NODE.name, 'bin'), runtimeDir };
};

function install(folder) {
  assertBuildable();
  const draft = `${folder}.${process.pid}`;
  fs.mkdirSync(draft, { recursive: true });
  try {
    const dependencies = { [CLIENT.name]: CLIENT.version, [NODE.name]: NODE.version };
    // npm is about to run install scripts only of packages that are named.
    const manifest = { private: true, dependencies, allowScripts: { [CLIENT.name]: true } };
    fs.writeFileSync(path.join(draft, 'package.json'), JSON.stringify(manifest));
    console.log(`Building ${CLIENT.name} ${CLIENT.version} once, which takes a minute or two.`);
    npm(draft, ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund']);
    npm(draft, ['rebuild', '--ignore-scripts=false', CLIENT.name]);
    fs.accessSync(path.join(draft, 'node_modules', CLIENT.name, 'rapid-client.node'));
    fs.renameSync(draft, folder);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function assertBuildable() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(`${CLIENT.name} is built on Linux only, on x64 or arm64.`);
  }
  const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error);
  if (missing.length > 0) {
    throw new Error(`${CLIENT.name} is compiled here, and ${missing.join(', ')} cannot be found.`);
  }
}

/** Under the Node.js that will run the client, with the headers that its package brings. */
function npm(folder, args) {
  const nodeDir = path.join(folder, 'node_modules', NODE.name);
  const env = {
    ...process.env,
    PATH: `${path.join(nodeDir, 'bin')}:${process.env.PATH}`,
    npm_config_nodedir: nodeDir,
  };
  const { status, stdout, stderr, error } = spawnSync('npm', [...args, '--prefix', folder], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  const output = `${stdout}${stderr}`.trim().split('\n').slice(-20).join('\n');
  throw new Error(`npm ${args[0]} of ${CLIENT.name} failed.\n${error?.message ?? output}`);
}
