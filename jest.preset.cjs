// The base of every project's jest.config.cjs: TypeScript through swc, specs beside their source.
const path = require('node:path');

// Not below /tmp, where another user may have placed files: the cache is run.
const CACHE = path.join(__dirname, 'node_modules/.cache');
// For the processes that specs start.
process.env.SWC_NODE_CACHE_DIR ??= path.join(CACHE, 'swc-node');
process.env.NODE_DISABLE_COMPILE_CACHE ??= '1';
// Otherwise the SDK warns in every test process that Node.js 20 is outdated.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// Specs that certify the kit take minutes, or read the whole workspace: `npm run certify` runs them, `npm test` does not.
const CERTIFICATION = '\\.certify\\.spec\\.ts$';
const certifies = process.env.CERTIFY === 'true';

module.exports = {
  cacheDirectory: path.join(CACHE, 'jest'),
  testEnvironment: 'node',
  testMatch: [certifies ? '<rootDir>/**/*.certify.spec.ts' : '<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '/.serverless/',
    '/.esbuild/',
    ...(certifies ? [] : [CERTIFICATION]),
  ],
  modulePathIgnorePatterns: ['/dist/', '/.serverless/', '/.esbuild/'],
  transform: {
    '\\.[cm]?ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Only for a test that never ends: no test depends on how fast the machine is.
  testTimeout: 180_000,
  restoreMocks: true,
};
