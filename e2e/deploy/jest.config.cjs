// The suite of `npm run test:deploy`. Its specs run one after the other, because all package the service in the same folder.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'deploy',
  rootDir: __dirname,
  maxWorkers: 1,
};
