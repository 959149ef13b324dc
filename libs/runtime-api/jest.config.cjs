module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'runtime-api',
  // Real runtimes, several at once: on a busy machine each takes its time.
  testTimeout: 60_000,
};
