// What you can do with functions that were just adopted: first install and copy what is missing.
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

/** @param install whether to install missing packages instead of printing the command */
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
      notes.unshift(`Install the missing packages:\n  npm ${args.map(shellWord).join(' ')}`);
    }
    if (notes.length > 0) logger.warn(['', ...notes].join('\n'));
    for (const step of steps) await step();
  };
}

function notesOn({ fn: { name }, needs, hasEvent }: Adopted): string[] {
  const { missingFiles, variables } = needs;
  return [
    ...missingFiles.map((one) => `The import ${one} has no file: copy it too.`),
    ...(hasEvent ? [] : [`Put a sample event for ${name} into ${eventFileOf(name)}.`]),
    ...(variables.length === 0
      ? []
      : [
          `${name} reads the environment variables ${variables.join(', ')}: set those that it needs under functions.${name}.environment in ${SERVERLESS_YML}.`,
        ]),
  ];
}
