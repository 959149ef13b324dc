module.exports = { ...require('../../jest.preset.cjs'), displayName: 'handler-source' };
