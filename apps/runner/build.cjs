// Bundles the runner into one file, apps/runner/dist/runner.cjs. Called from anywhere: `node apps/runner/build.cjs`.
const path = require('node:path');
const { buildSync } = require('esbuild');

const stub = (name) => path.join(__dirname, 'bundle', name);

const { warnings, metafile } = buildSync({
  absWorkingDir: __dirname,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/runner.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES module builds of the AWS SDK let esbuild drop what nobody calls.
  mainFields: ['module', 'main'],
  // Names stay, so that a stack trace in somebody's logs can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'external',
  metafile: true,
  // unzipper could read from S3; we never ask it to.
  external: ['@aws-sdk/client-s3'],
  alias: {
    // The full chain brings SSO, profiles and EC2, none of which exist in a task.
    '@aws-sdk/credential-provider-node': path.join(__dirname, 'src/task-credentials.ts'),
    // unzipper needs a few functions of these, of 250 KB.
    bluebird: stub('bluebird.cjs'),
    'fs-extra': stub('fs-extra.cjs'),
    'graceful-fs': stub('fs-extra.cjs'),
    'readable-stream': 'node:stream',
    // Its ES module build finds itself by import.meta.url, which a CommonJS bundle has not.
    yargs: require.resolve('yargs'),
  },
});

if (process.argv.includes('--analyze')) {
  const { analyzeMetafileSync } = require('esbuild');
  console.log(analyzeMetafileSync(metafile));
}
if (warnings.length > 0) process.exitCode = 1;
