// The suite of `npm run test:container`, which needs a Docker engine.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'container',
  rootDir: __dirname,
  // One after the other: they build the same images.
  maxWorkers: 1,
};
