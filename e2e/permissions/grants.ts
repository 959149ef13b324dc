// Every permission that the service's policies grant, so that each can be removed.
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
export interface Grant {
  /** The logical id of the role or policy. */
  readonly owner: string;
  readonly sid: string;
  readonly action: string;
}

export function nameOf({ owner, sid, action }: Grant): string {
  return `${owner}, ${sid}: ${action}`;
}

export function grantsIn({ Resources }: Template): Grant[] {
  const grants = Object.entries(Resources).flatMap(([owner, { Properties }]) =>
    documentsIn(Properties).flatMap(({ Statement }) =>
      Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
        ({ Sid = 'dead letters', Action }) =>
          [Action].flat().map((action) => ({ owner, sid: Sid, action })),
      ),
    ),
  );
  // The statements for each function's dead letters count as one.
  return [...new Map(grants.map((grant) => [nameOf(grant), grant])).values()];
}

/** @throws {Error} if there is no such grant */
export function revoke({ owner, sid, action }: Grant, { Resources }: Template): void {
  const documents = documentsIn(Resources[owner]?.Properties ?? {});
  const statements = documents
    .flatMap(({ Statement }) => Statement)
    .filter(({ Sid = 'dead letters', Action }) => Sid === sid && [Action].flat().includes(action));
  if (statements.length === 0) throw new Error(`there is no grant ${owner}, ${sid}: ${action}`);
  for (const statement of statements) {
    statement.Action = [statement.Action].flat().filter((one) => one !== action);
  }
}

/** Inline policies and the document of a policy; not the trust policy of a role. */
function documentsIn(properties: Readonly<Record<string, unknown>>): PolicyDocument[] {
  const inline = (properties['Policies'] ?? []) as { PolicyDocument: PolicyDocument }[];
  const own = properties['PolicyDocument'] as PolicyDocument | undefined;
  return [...inline.map(({ PolicyDocument: document }) => document), ...(own ? [own] : [])];
}
