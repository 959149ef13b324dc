// Which imports the lint refuses: circles, type imports included. Layers are ESLint's (eslint.config.mjs).
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'A file that imports itself by way of others has no place of its own: move what both need below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true, // type imports too
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)(dist|\\.serverless|\\.esbuild|node_modules)/', '/fixtures/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'import', 'default'],
    },
  },
};
