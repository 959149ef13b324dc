// The suite of `npm run test:permissions`.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'permissions',
  rootDir: __dirname,
  testTimeout: 90_000,
};
