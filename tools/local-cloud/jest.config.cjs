// Longer than the patience of src/testing/recorder.ts, so that it is the recorder who says what is missing.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'local-cloud',
  testTimeout: 30_000,
};
