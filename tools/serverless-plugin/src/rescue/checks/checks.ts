// All checks of a packaged service, in the order of their messages.
import { readBootstrap } from './bootstrap';
import { beyondBoundary, rolesBeyondBoundary } from './boundary';
import { awsSdkV2, callbacks } from './code';
import { missingActions, missingBoundaries } from './deployment-role';
import { type Checked, type Finding } from './finding';
import { ownName } from './names';
import { shortVisibility } from './queues';
import { danglingReferences } from './references';
import { resourceCount } from './resource-count';
import { synchronousSources } from './sources';
import { unsupported } from './unsupported';

/** Why a function can't be rescued; these checks run before anything is added to the template. */
export function refusals({ functions, template, folder }: Checked): Finding[] {
  return functions.flatMap((fn) => [
    ...synchronousSources(fn, template),
    ...unsupported(fn),
    ...callbacks(fn, folder),
  ]);
}

/**
 * What would not work, or not as in Lambda, in the finished template.
 *
 * @param secondary its logical id, if there is one
 */
export async function findings(
  { functions, template, folder }: Checked,
  secondary: string | undefined,
): Promise<Finding[]> {
  const bootstrap = readBootstrap(folder);
  const ofFunctions = functions.map(async (fn) => [
    ...ownName(fn, template),
    ...(await awsSdkV2(fn, folder)),
  ]);
  return [
    ...(await Promise.all(ofFunctions)).flat(),
    ...shortVisibility(template),
    ...danglingReferences(template),
    ...resourceCount(template, functions.filter(({ isRescued }) => isRescued).length),
    ...(bootstrap === undefined
      ? []
      : [
          ...missingBoundaries(template),
          ...missingActions(template, bootstrap),
          ...beyondBoundary(template, bootstrap),
          ...rolesBeyondBoundary(functions, secondary, template),
        ]),
  ];
}
