// The suite of `npm run test:attacks`.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'attacks',
  rootDir: __dirname,
};
