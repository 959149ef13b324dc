const preset = require('../jest.preset.cjs');

module.exports = {
  ...preset,
  displayName: 'e2e',
  // `npm run test:container` and `npm run test:parity` run these.
  testPathIgnorePatterns: [
    ...preset.testPathIgnorePatterns,
    '<rootDir>/container/',
    '<rootDir>/parity/',
  ],
};
