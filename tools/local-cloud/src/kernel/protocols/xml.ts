// Text in XML and back.

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const CHARACTERS = new Map(Object.entries(ENTITIES).map(([char, entity]) => [entity, char]));

/** Control characters become references, or XML readers would drop or change them. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"'\u0000-\u001f]/g, (char) => ENTITIES[char] ?? `&#${char.charCodeAt(0)};`);

export const unescapeXml = (text: string): string =>
  text.replace(/&\w+;/g, (entity) => CHARACTERS.get(entity) ?? entity);
