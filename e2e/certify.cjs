// `npm run certify [-- SUITE…]`: runs the certification of the kit, all suites or those named, and prints how each ended.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const WORKSPACE = path.join(__dirname, '..');

/** By name, the command that runs the suite. */
const SUITES = {
  // One after the other: the commands that e2e starts build what the units run, and would replace it under them.
  units: ['npx', 'nx', 'run-many', '-t', 'certify'],
  workspace: ['npx', 'nx', 'run', 'e2e:e2e'],
  console: ['npm', 'run', 'test:console'],
  deploy: ['npm', 'run', 'test:deploy'],
  faults: ['npm', 'run', 'test:faults'],
  permissions: ['npm', 'run', 'test:permissions'],
  attacks: ['npm', 'run', 'test:attacks'],
  container: ['npm', 'run', 'test:container'],
};

const given = process.argv.slice(2);
const unknown = given.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  const names = Object.keys(SUITES).join(', ');
  console.error(`certify: unknown suite ${unknown.join(', ')}. Use any of ${names}.`);
  process.exit(2);
}

const results = (given.length > 0 ? given : Object.keys(SUITES)).map(run);
console.log('\nCertification');
for (const { name, passed, seconds } of results) {
  console.log(`  ${name.padEnd(12)} ${passed ? 'passed' : 'FAILED'} in ${seconds} s`);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;

function run(name) {
  const [command, ...args] = SUITES[name];
  const started = Date.now();
  // In CI a suite that lacks its Chromium or Docker engine fails: what did not run is not certified.
  const env = { ...process.env, CI: 'true' };
  const { status } = spawnSync(command, args, { cwd: WORKSPACE, env, stdio: 'inherit' });
  return { name, passed: status === 0, seconds: Math.round((Date.now() - started) / 1000) };
}
