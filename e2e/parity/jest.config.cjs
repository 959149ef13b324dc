// The suite of `npm run test:parity`, which needs AWS's runtime client.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'parity',
  rootDir: __dirname,
  testTimeout: 60_000,
};
