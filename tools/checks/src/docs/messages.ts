// The messages that a Markdown file explains, in tables that begin with the column "message".
import { blocksOf, type Block } from './markdown';

/** The messages as written, with `…` for the parts that vary. */
export function messagesOf(markdown: string): string[] {
  const messages: string[] = [];
  let explains = false;
  let column = 0;
  for (const { token } of blocksOf(markdown)) {
    if (token.type === 'table_open') explains = false;
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open' || token.type === 'td_open') column += 1;
    if (token.type !== 'inline' || column !== 1) continue;
    if (token.content === 'message') explains = true;
    else if (explains) messages.push(...codesOf(token));
  }
  return messages;
}

/** The fixed parts of a message, without those that are too short to recognize it by. */
export function fixedParts(message: string): string[] {
  return message.split('…').filter(isRecognizable);
}

/** Whether the code contains a part of a message, whole or as two texts that it joins at a space. */
export function isIn(code: string, part: string): boolean {
  if (code.includes(part.trim())) return true;
  return [...part.matchAll(/ /g)].some(({ index }) => {
    const joined = [part.slice(0, index + 1), part.slice(index + 1)];
    return joined.every((text) => isRecognizable(text) && code.includes(text));
  });
}

function isRecognizable(part: string): boolean {
  return part.trim().length > 4;
}

function codesOf({ children }: Block['token']): string[] {
  return (children ?? [])
    .filter(({ type }) => type === 'code_inline')
    .map(({ content }) => content);
}
