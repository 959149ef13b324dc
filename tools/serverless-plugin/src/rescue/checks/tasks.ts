// Finds rescued functions for which no task can be derived, and policies that contradict their functions.
import { PluginError } from '../../errors';
import { type Serverless } from '../../framework';
import { type Template } from '../../template';
import { type RescuedFunction } from '../rescued-function';
import { fileSystemsOf } from '../task/file-systems';
import { imageOf } from '../task/image';
import { sizeOf } from '../task/size';
import { contradictions } from './contradictions';
import { error, type Finding } from './finding';

type Checked = Pick<RescuedFunction, 'key' | 'logicalId' | 'properties' | 'rescue'>;

/** The findings of all functions, each once: what is wrong in `custom` would otherwise be found for every function. */
export function taskFindings(
  rescued: readonly Checked[],
  template: Template,
  serverless: Pick<Serverless, 'service' | 'serviceDir'>,
): Finding[] {
  const found = rescued.flatMap((fn) => [
    ...refusal(() => imageOf(fn, serverless)),
    ...refusal(() => sizeOf(fn)),
    ...refusal(() => fileSystemsOf(fn, template)),
    ...contradictions(fn, template),
  ]);
  return [...new Map(found.map((one) => [one.text, one])).values()];
}

/** Why something can't be derived. */
function refusal(derive: () => unknown): Finding[] {
  try {
    derive();
    return [];
  } catch (refused) {
    if (!(refused instanceof PluginError)) throw refused;
    return [error(refused.message)];
  }
}
