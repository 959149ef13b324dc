// Bundles the runner into apps/runner/dist: runner.cjs, which starts program.cjs; yargs.cjs, which is only read when
// there are arguments; and make-code-cache.cjs, which makes program.cache, here for the Node.js of this machine.
// Called from anywhere: `node apps/runner/build.cjs`.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { buildSync } = require('esbuild');

const stub = (name) => path.join(__dirname, 'bundle', name);

const common = {
  absWorkingDir: __dirname,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // `import()` of a CommonJS module would load what Node.js has for ES modules, which takes 2 ms.
  supported: { 'dynamic-import': false },
  // The ES module builds of the AWS SDK let esbuild drop what nobody calls.
  mainFields: ['module', 'main'],
  // Names stay, so that a stack trace in somebody's logs can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'external',
  metafile: true,
};

// Its ES module build finds itself by import.meta.url, which a CommonJS bundle has not.
const yargs = { entryPoints: [require.resolve('yargs')], outfile: 'dist/yargs.cjs' };

const start = { entryPoints: ['src/start.ts'], outfile: 'dist/runner.cjs' };
const makeCodeCache = {
  entryPoints: ['src/code-cache/make-code-cache.ts'],
  outfile: 'dist/make-code-cache.cjs',
};

const program = {
  entryPoints: ['src/main.ts'],
  outfile: 'dist/program.cjs',
  // unzipper could read from S3; we never ask it to. The size of a file costs time even where nothing of it is run.
  external: ['@aws-sdk/client-s3', './yargs.cjs'],
  alias: {
    // The full chain brings SSO, profiles and EC2, none of which exist in a task.
    '@aws-sdk/credential-provider-node': path.join(__dirname, 'src/aws/task-credentials.ts'),
    '@smithy/core/event-streams': stub('event-streams.cjs'),
    // unzipper needs a few functions of these, of 250 KB.
    bluebird: stub('bluebird.cjs'),
    'fs-extra': stub('fs-extra.cjs'),
    'graceful-fs': stub('fs-extra.cjs'),
    'readable-stream': 'node:stream',
    unzipper: stub('unzipper.cjs'),
    'unzipper/lib/Open': require.resolve('unzipper/lib/Open'),
    yargs: './yargs.cjs',
  },
};

const outputs = [program, yargs, start, makeCodeCache].map((one) =>
  buildSync({ ...common, ...one }),
);
const [{ metafile }] = outputs;

const cache = fs.openSync(path.join(__dirname, 'dist/program.cache'), 'w');
const { status } = spawnSync(process.execPath, [path.join(__dirname, makeCodeCache.outfile)], {
  stdio: ['ignore', cache, 'inherit'],
  env: { PATH: process.env.PATH },
});

if (process.argv.includes('--analyze')) {
  const { analyzeMetafileSync } = require('esbuild');
  console.log(analyzeMetafileSync(metafile));
}
if (status !== 0 || outputs.some(({ warnings }) => warnings.length > 0)) process.exitCode = 1;
