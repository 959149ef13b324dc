// What a person can do with functions that have just been adopted: first install and copy what they lack.
import { execFileSync } from 'node:child_process';
import { type GeneratorCallback, logger, type Tree } from '@nx/devkit';
import { nextSteps } from '../next-steps';
import { eventFileOf } from '../rescued-function/files';
import { type RescuedFunction } from '../rescued-function/rescued-function';
import { SERVERLESS_YML } from '../service-files';
import { type Needs } from './imports';
import { installArguments, missingPackages, shellWord } from './missing-packages';

interface Adopted {
  readonly fn: RescuedFunction;
  readonly needs: Needs;
  readonly hasEvent: boolean;
}

/** @param install whether to install the packages that are missing instead of naming the command */
export function adoptedSteps(
  tree: Tree,
  adopted: readonly Adopted[],
  install: boolean,
): GeneratorCallback {
  const packages = [
    ...new Set(
      adopted.flatMap(({ needs: { files, packages: all } }) =>
        missingPackages(tree, files[0] ?? '', all),
      ),
    ),
  ];
  const args = installArguments(tree, packages);
  const notes = adopted.flatMap(notesOn);
  const steps = adopted.map(({ fn }) => nextSteps(fn, eventFileOf(fn.name)));
  return async () => {
    if (packages.length > 0 && install) {
      execFileSync('npm', args, { cwd: tree.root, stdio: 'inherit' });
    } else if (packages.length > 0) {
      notes.unshift(
        `Packages are missing: install them by\n  npm ${args.map(shellWord).join(' ')}`,
      );
    }
    if (notes.length > 0) logger.warn(['', ...notes].join('\n'));
    for (const step of steps) await step();
  };
}

function notesOn({ fn: { name }, needs, hasEvent }: Adopted): string[] {
  const { missingFiles, variables } = needs;
  return [
    ...missingFiles.map((one) => `There is no file for ${one}: copy it too.`),
    ...(hasEvent ? [] : [`Put an event of ${name} into ${eventFileOf(name)}.`]),
    ...(variables.length === 0
      ? []
      : [
          `${name} reads ${variables.join(', ')} of its environment: set what it needs under functions.${name}.environment in ${SERVERLESS_YML}.`,
        ]),
  ];
}
