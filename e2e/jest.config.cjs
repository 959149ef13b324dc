const preset = require('../jest.preset.cjs');

module.exports = {
  ...preset,
  displayName: 'e2e',
  // `npm run test:attacks`, `test:console`, `test:container`, `test:deploy`, `test:faults` and `test:permissions` run these.
  testPathIgnorePatterns: [
    ...preset.testPathIgnorePatterns,
    '<rootDir>/attacks/',
    '<rootDir>/console/',
    '<rootDir>/container/',
    '<rootDir>/deploy/',
    '<rootDir>/faults/',
    '<rootDir>/permissions/',
  ],
};
