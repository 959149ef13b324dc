// The suite of `npm run test:console`, which needs a Chromium.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'console',
  rootDir: __dirname,
  // One file at a time: a browser and a local cloud are enough for a small machine.
  maxWorkers: 1,
};
