// Imports that the layers forbid, and such that they allow: the file, and what it would say.

/** In each forbidden direction and way of writing, with the dependency that it makes. */
export const WRONG = [
  ['apps/runner/src/main.ts', "import '@immortal/service/src/rescue/handler';", 'runner → service'],
  ['apps/service/src/rescue/rescue.ts', "import '@immortal/docs';", 'service → docs'],
  ['apps/runner/src/main.ts', "import '@immortal/local-cloud/src/cloud';", 'runner → local-cloud'],
  ['tools/smoke/src/main.ts', "import '@immortal/docs';", 'smoke → docs'],
  ['tools/cost/src/main.ts', "import '@immortal/local-cloud/src/cloud';", 'cost → local-cloud'],
  ['tools/smoke/src/main.ts', "import '../../../apps/runner/src/main';", 'smoke → runner'],
  ['tools/smoke/src/main.ts', "import '@immortal/e2e/cli';", 'smoke → e2e'],
  [
    'libs/archive/src/index.ts',
    "import '@immortal/service/src/rescue/rescue';",
    'archive → service',
  ],
  ['libs/runtime-api/src/index.ts', "import '@immortal/docs';", 'runtime-api → docs'],
  ['libs/shared/src/index.ts', "import '@immortal/runtime-api';", 'shared → runtime-api'],
  ['libs/shared/src/index.ts', "import '@immortal/archive/testing';", 'shared → archive'],
  ['e2e/cli.ts', "import '../apps/runner/src/main';", 'e2e → runner'],
  ['tools/cost/src/main.ts', "import '../../smoke/src/main';", 'cost → smoke'],
  ['tools/cost/src/new.ts', "export * from '@immortal/docs';", 'cost → docs'],
  ['libs/console/src/page/new.tsx', "import '@immortal/docs';", 'console → docs'],
  ['tools/pipeline/src/new.ts', "import type { Table } from '@immortal/docs';", 'pipeline → docs'],
  ['tools/operations/src/new.ts', "void import('@immortal/docs');", 'operations → docs'],
  ['tools/docs/bin/docs.cjs', "require('@immortal/smoke/src/main');", 'docs → smoke'],
  ['tools/docs/bin/docs.cjs', "require('../../cost/src/main.ts');", 'docs → cost'],
] as const;
/** A dependency that the graph may have; the code may not import it all the same. */
export const PLUGIN = [
  'apps/service/src/rescue/rescue.ts',
  "import '@immortal/rescue-policy';",
] as const;

export const ALLOWED = [
  ['apps/runner/src/main.ts', "import '@immortal/runtime-api';"],
  ['apps/service/src/rescue/rescue.ts', "import '@immortal/shared';"],
  ['tools/cost/src/main.ts', "import '@immortal/archive/testing';"],
  ['tools/cost/bin/cost.cjs', "require('../src/main.ts');"],
  ['libs/archive/src/index.ts', "import '@immortal/shared';"],
  ['libs/shared/src/index.ts', "import './contract';"],
  ['e2e/cli.ts', "import '@immortal/local-cloud/src/cloud';"],
] as const;
