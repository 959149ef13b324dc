// Lint rules of the whole workspace: typed rules, no floating promises, imports that run downwards only.
import nx from '@nx/eslint-plugin';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/** Which layer may import which: apps and tools → libs → shared (the tags stand in each package.json). */
const LAYERS = [
  { sourceTag: 'layer:shared', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:lib', onlyDependOnLibsWithTags: ['layer:shared', 'layer:lib'] },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:shared', 'layer:lib'] },
  { sourceTag: 'layer:tool', onlyDependOnLibsWithTags: ['layer:shared', 'layer:lib'] },
  { sourceTag: 'layer:e2e', onlyDependOnLibsWithTags: ['layer:shared', 'layer:lib', 'layer:tool'] },
];

/** Handlers and what they import: their owner's code. The kit's own files beside them are none of it. */
const HANDLERS = {
  files: ['apps/service/src/**/*.{ts,tsx,mts,cts}'],
  ignores: ['apps/service/src/testing/**', 'apps/service/src/{secondary,smoke-handler}*'],
};

/** Of no project, so that no layer fits it: what every jest.config.cjs starts from. */
const PRESET = String.raw`^(\.\./)+jest\.preset\.cjs$`;
/** Not part of a project either: it starts every command, also in a clone in which nothing is installed yet. */
const START = String.raw`^(\.\./)+(tools/)?start\.cjs$`;

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/.serverless/',
      '**/.esbuild/',
      '**/node_modules/',
      '.nx/',
      '**/fixtures/**/syntax-error.*',
    ],
  },
  {
    files: ['**/*.{ts,tsx,js,cjs,mjs}'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [PRESET, START], depConstraints: LAYERS },
      ],
    },
  },
  { ...HANDLERS, extends: [tseslint.configs.recommended] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: HANDLERS.files.flatMap((pattern) => [
      pattern,
      ...HANDLERS.ignores.map((kit) => `!${kit}`),
    ]),
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['**/*.spec.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert'] }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
