// What every project's jest.config.cjs starts from: TypeScript through swc, specs beside their source.
// The SDK would warn in every test process that Node 20 is old for it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.serverless/', '/.esbuild/'],
  modulePathIgnorePatterns: ['/dist/', '/.serverless/', '/.esbuild/'],
  transform: {
    '\\.[cm]?ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  restoreMocks: true,
};
