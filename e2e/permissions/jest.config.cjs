// The suite of `npm run test:permissions`.
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'permissions',
  rootDir: __dirname,
};
