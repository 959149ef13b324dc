// The SDK would warn in every test process that Node 20 is old for it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = { ...require('../../jest.preset.cjs'), displayName: 'smoke' };
