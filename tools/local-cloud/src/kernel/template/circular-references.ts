// Finds resources that wait for each other: CloudFormation could create none of them.
import { TemplateError } from './errors';

/** Which resource names which others, by logical id. */
export type References = Map<string, Set<string>>;

/** @throws TemplateError that shows the first circle found */
export function checkCircles(references: References): void {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) throw circle([...path.slice(path.indexOf(id)), id]);
    if (done.has(id)) return;
    for (const other of references.get(id) ?? []) visit(other, [...path, id]);
    done.add(id);
  };
  for (const id of references.keys()) visit(id, []);
}

const circle = (path: readonly string[]): TemplateError =>
  new TemplateError(
    `resource "${path[0] ?? ''}" is part of the circular reference ${path.join(' → ')}: take one of them out`,
  );
