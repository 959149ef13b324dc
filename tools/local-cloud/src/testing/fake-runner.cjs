// Replaces the runner in specs, and does what its event says.
const { spawn } = require('node:child_process');

const {
  exitCode = 0,
  waits,
  stubborn,
  child,
  runtime,
  silent,
} = JSON.parse(process.env.AWS_LAMBDA_FUNCTION_EVENT ?? '{}');

if (silent) console.log = () => undefined;

process.on('SIGTERM', () => {
  console.log('got SIGTERM');
  if (!stubborn) process.exit(143);
});
if (child) spawn('sleep', ['120'], { detached: true, stdio: 'inherit' }).unref();
if (runtime) {
  spawn('sleep', ['120'], { detached: true }).once('exit', (_code, signal) => {
    console.log(`the runtime was ended by ${signal}`);
    process.exit(3);
  });
}
console.log(`arguments ${JSON.stringify(process.argv.slice(2))}`);
console.log(`environment ${JSON.stringify(process.env)}`);
if (waits) {
  setTimeout(() => undefined, 120_000);
  console.log('waiting');
} else {
  process.exit(exitCode);
}
