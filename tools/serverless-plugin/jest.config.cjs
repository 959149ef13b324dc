module.exports = { ...require('../../jest.preset.cjs'), displayName: 'serverless-plugin' };
