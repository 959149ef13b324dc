// Installs AWS's runtime client as AWS builds it, and the Node.js that it is for. Compiles it from C++ once per cache.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const CLIENT = { name: 'aws-lambda-ric', version: '4.0.2' };
/** An npm package with only Node.js and its C++ headers. */
const NODE = { name: `node-linux-${process.arch}`, version: '24.21.0' };
const TOOLS = ['cmake', 'g++', 'make', 'python3', 'tar', 'xz'];
const COMPILED = 'rapid-client.node';

/**
 * @param {string} cache a folder whose content may be deleted
 * @param {string} runtimeDir the built runtime without the client's compiled part
 * @returns {{ nodeDir: string, runtimeDir: string }} the folder of the Node.js executable, and a runtime with the compiled part
 * @throws {Error} if the client can't be built here
 */
exports.installNativeClient = (cache, runtimeDir) => {
  const name = `${CLIENT.name}-${CLIENT.version}-${NODE.name}-${NODE.version}`;
  const folder = path.join(cache, name);
  if (!fs.existsSync(folder)) install(folder);
  const modules = path.join(folder, 'node_modules');
  const native = path.join(folder, 'runtime');
  // Copied every time, so that a change to the bootstrap needs no new build.
  fs.rmSync(native, { recursive: true, force: true });
  fs.cpSync(runtimeDir, native, { recursive: true });
  fs.copyFileSync(
    path.join(modules, CLIENT.name, COMPILED),
    path.join(native, 'nodejs24', COMPILED),
  );
  return { nodeDir: path.join(modules, NODE.name, 'bin'), runtimeDir: native };
};

function install(folder) {
  assertBuildable();
  const draft = `${folder}.${process.pid}`;
  fs.mkdirSync(draft, { recursive: true });
  try {
    const dependencies = { [CLIENT.name]: CLIENT.version, [NODE.name]: NODE.version };
    // Newer versions of npm run install scripts only for packages listed here.
    const manifest = { private: true, dependencies, allowScripts: { [CLIENT.name]: true } };
    fs.writeFileSync(path.join(draft, 'package.json'), JSON.stringify(manifest));
    console.log(`Building ${CLIENT.name} ${CLIENT.version}. This takes a minute or two, once.`);
    npm(draft, ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund']);
    npm(draft, ['rebuild', '--ignore-scripts=false', CLIENT.name]);
    fs.accessSync(path.join(draft, 'node_modules', CLIENT.name, COMPILED));
    fs.renameSync(draft, folder);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function assertBuildable() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(`${CLIENT.name} can be built only on Linux, on x64 or arm64.`);
  }
  const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error);
  if (missing.length > 0) {
    throw new Error(
      `Compiling ${CLIENT.name} needs ${missing.join(', ')}, which can't be found. Install them.`,
    );
  }
}

/** Runs npm with the Node.js that will run the client, and with the headers from its package. */
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
