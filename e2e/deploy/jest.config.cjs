// The suite of `npm run test:deploy`. Its specs follow each other: they package the service in its one folder.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'deploy',
  rootDir: __dirname,
  maxWorkers: 1,
};
