// Every right that the policies of the service give, so that each can be taken away.
import { type Template } from '../testbed/service';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  Action: string | string[];
}

interface PolicyDocument {
  readonly Statement: Statement[];
}

/** One action that one statement allows. */
export interface Right {
  /** The logical id of the role or policy. */
  readonly owner: string;
  readonly sid: string;
  readonly action: string;
}

export function nameOf({ owner, sid, action }: Right): string {
  return `${owner}, ${sid}: ${action}`;
}

export function rightsIn({ Resources }: Template): Right[] {
  const rights = Object.entries(Resources).flatMap(([owner, { Properties }]) =>
    documentsIn(Properties).flatMap(({ Statement }) =>
      Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
        ({ Sid = 'dead letters', Action }) =>
          [Action].flat().map((action) => ({ owner, sid: Sid, action })),
      ),
    ),
  );
  // Of the statements for the dead letters of each function, all count as one.
  return [...new Map(rights.map((right) => [nameOf(right), right])).values()];
}

/** @throws {Error} if there is no such right */
export function takeAway({ owner, sid, action }: Right, { Resources }: Template): void {
  const documents = documentsIn(Resources[owner]?.Properties ?? {});
  const statements = documents
    .flatMap(({ Statement }) => Statement)
    .filter(({ Sid = 'dead letters', Action }) => Sid === sid && [Action].flat().includes(action));
  if (statements.length === 0) throw new Error(`there is no right ${owner}, ${sid}: ${action}`);
  for (const statement of statements) {
    statement.Action = [statement.Action].flat().filter((one) => one !== action);
  }
}

/** Inline policies and the document of a policy; not who may act in a role. */
function documentsIn(properties: Readonly<Record<string, unknown>>): PolicyDocument[] {
  const inline = (properties['Policies'] ?? []) as { PolicyDocument: PolicyDocument }[];
  const own = properties['PolicyDocument'] as PolicyDocument | undefined;
  return [...inline.map(({ PolicyDocument: document }) => document), ...(own ? [own] : [])];
}
