// Imports that the layers forbid or allow: a file, and its text.

/** In each forbidden direction and syntax, with the dependency that it creates. */
export const WRONG = [
  ['apps/runner/src/main.ts', "import '../../service/src/secondary';", 'runner → service'],
  ['apps/service/src/secondary.ts', "import '@immortal/checks/docs';", 'service → checks'],
  ['apps/runner/src/main.ts', "import '@immortal/local-cloud';", 'runner → local-cloud'],
  ['libs/rescue/src/handle-message.ts', "import '@immortal/checks/docs';", 'rescue → checks'],
  [
    'tools/operations/src/smoke/command.ts',
    "import '../../../../apps/runner/src/main';",
    'operations → runner',
  ],
  ['tools/operations/src/smoke/command.ts', "import '../../../../e2e/cli';", 'operations → e2e'],
  [
    'libs/archive/src/index.ts',
    "import '../../../apps/service/src/secondary';",
    'archive → service',
  ],
  ['libs/runtime-api/src/index.ts', "import '@immortal/checks/docs';", 'runtime-api → checks'],
  ['libs/shared/src/index.ts', "import '@immortal/runtime-api';", 'shared → runtime-api'],
  ['libs/shared/src/index.ts', "import '@immortal/archive/testing';", 'shared → archive'],
  ['e2e/cli.ts', "import '../apps/runner/src/main';", 'e2e → runner'],
  [
    'tools/operations/src/cost/command.ts',
    "import '../../../checks/src/docs/main';",
    'operations → checks',
  ],
  ['tools/generators/src/new.ts', "export * from '@immortal/checks/docs';", 'generators → checks'],
  [
    'tools/local-cloud/src/console/page/new.tsx',
    "import '@immortal/checks/docs';",
    'local-cloud → checks',
  ],
  [
    'tools/serverless-plugin/src/new.ts',
    "import type { Table } from '@immortal/checks/docs';",
    'serverless-plugin → checks',
  ],
  [
    'tools/operations/src/new.ts',
    "void import('@immortal/local-cloud');",
    'operations → local-cloud',
  ],
  [
    'tools/checks/bin/docs.cjs',
    "require('../../generators/src/errors.ts');",
    'checks → generators',
  ],
  ['tools/checks/bin/docs.cjs', "require('../../operations/src/main.ts');", 'checks → operations'],
] as const;
/** A dependency that the graph may have; the code may not import it all the same. */
export const PLUGIN = [
  'apps/service/src/secondary.ts',
  "import '@immortal/serverless-plugin';",
] as const;

export const ALLOWED = [
  ['apps/runner/src/main.ts', "import '@immortal/runtime-api';"],
  ['apps/service/src/secondary.ts', "import '@immortal/rescue';"],
  ['tools/operations/src/cost/command.ts', "import '@immortal/archive';"],
  ['tools/operations/bin/operations.cjs', "require('../src/main.ts');"],
  ['libs/archive/src/index.ts', "import '@immortal/shared';"],
  ['libs/shared/src/index.ts', "import './contract';"],
  ['e2e/cli.ts', "import '@immortal/local-cloud';"],
] as const;
