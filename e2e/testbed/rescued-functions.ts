// More rescued functions in a packaged service, as the Serverless plugin would add them.
import path from 'node:path';
import { RESCUED_FUNCTIONS_FILE } from '@immortal/shared';
import { PRIMARY, type Template } from './service';
import { changeZip } from './zip-files';

/** In the logical ids of the primary's resources. */
const PRIMARY_ID = 'Smoke';
const SECONDARY_ROLE = 'SecondaryRole';

/** A function in the file. */
interface Entry {
  readonly rescue: object;
  readonly network: string | undefined;
}

interface Statement {
  Resource: unknown;
}

/**
 * Adds a function that has a copy of everything that the primary has: role, task definition, failure queue.
 *
 * @param id in the logical ids of its resources
 */
export function addRescuedFunction(name: string, id: string, template: Template): void {
  const { Resources } = template;
  const copyOf = <T>(original: T): T => {
    const text = JSON.stringify(original).replaceAll(PRIMARY_ID, id).replaceAll(PRIMARY, name);
    return JSON.parse(text) as T;
  };
  for (const [logicalId, resource] of Object.entries(Resources)) {
    if (logicalId.includes(PRIMARY_ID)) Resources[copyOf(logicalId)] = copyOf(resource);
  }
  for (const statement of statementsOf(SECONDARY_ROLE, template)) {
    const resources = [statement.Resource].flat();
    const copies = resources.filter(isOfPrimary).map(copyOf);
    if (copies.length > 0) statement.Resource = [...resources, ...copies];
  }
}

/**
 * Gives the functions the default policy, in the secondary's zip.
 *
 * @param names of functions that have the network of the primary
 * @param folder of the package
 */
export async function rescueByDefault(names: readonly string[], folder: string): Promise<void> {
  await changeZip(path.join(folder, 'secondary.zip'), (files) => {
    const text = files.get(RESCUED_FUNCTIONS_FILE)?.toString() ?? '';
    const { functions } = JSON.parse(text) as { functions: Record<string, Entry> };
    const { network } = functions[PRIMARY] ?? {};
    for (const name of names) functions[name] = { rescue: {}, network };
    files.set(RESCUED_FUNCTIONS_FILE, Buffer.from(JSON.stringify({ functions })));
  });
}

/** The statements of all inline policies of a role. */
function statementsOf(roleId: string, { Resources }: Template): Statement[] {
  const { Policies = [] } = Resources[roleId]?.Properties as {
    Policies?: readonly { readonly PolicyDocument: { readonly Statement: Statement[] } }[];
  };
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function isOfPrimary(resource: unknown): boolean {
  const text = JSON.stringify(resource);
  return text.includes(PRIMARY) || text.includes(`"${PRIMARY_ID}`);
}
