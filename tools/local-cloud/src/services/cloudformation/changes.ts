// What a new template changes: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
import type { Stack } from '../../kernel/template';
import { readTemplate } from '../../kernel/template/template';
import type { Subject } from './stack-event';

export interface Change extends Subject {
  readonly action: 'Add' | 'Modify' | 'Remove';
  /** Another thing takes its place. */
  readonly isReplaced: boolean;
}

/** One resource, as far as changes are seen. */
interface Part extends Subject {
  readonly text: string;
}

export function changesBetween(before: Stack | undefined, after: Stack): Change[] {
  return compare(partsOf(before), partsOf(after));
}

/** By the templates as they are written, for one with a resource that can't be made. */
export function changesInText(before: unknown, after: unknown): Change[] {
  return compare(before === undefined ? [] : partsWritten(before), partsWritten(after));
}

function compare(before: readonly Part[], after: readonly Part[]): Change[] {
  const find = (parts: readonly Part[], id: string) => parts.find((one) => one.logicalId === id);
  const changed = after.flatMap((part): Change[] => {
    const old = find(before, part.logicalId);
    if (!old) return [changeOf(part, 'Add')];
    const isReplaced = old.ref !== part.ref;
    return old.text === part.text && !isReplaced ? [] : [changeOf(old, 'Modify', isReplaced)];
  });
  const removed = before
    .filter(({ logicalId }) => !find(after, logicalId))
    .map((part) => changeOf(part, 'Remove'));
  return [...changed, ...removed];
}

function changeOf(part: Part, action: Change['action'], isReplaced = false): Change {
  const { logicalId, ref, type } = part;
  return { logicalId, ref, type, action, isReplaced };
}

function partsOf(stack: Stack | undefined): Part[] {
  return [...(stack?.resources.values() ?? [])].map(({ logicalId, ref, type, properties }) => {
    return { logicalId, ref, type, text: JSON.stringify(properties) };
  });
}

function partsWritten(template: unknown): Part[] {
  return [...readTemplate(template).resources].map(([logicalId, { type, properties }]) => {
    return { logicalId, ref: '', type, text: JSON.stringify(properties) };
  });
}
