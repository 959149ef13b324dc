// rescued-functions.json: how each function is rescued, and in which network. The Serverless plugin writes it into the
// secondary's zip, and the secondary reads it when it starts.
import { RescuedFunctionsError } from './errors';
import { quote } from './quote';
import { parseRescuePolicy, type RescuePolicy } from './rescue-policy';
import { isNetworkVariable } from './task-network';

export const RESCUED_FUNCTIONS_FILE = 'rescued-functions.json';

/** The variable of the secondary with the name of the file, relative to LAMBDA_TASK_ROOT. Only the secondary has it. */
export const RESCUED_FUNCTIONS_VARIABLE = 'RESCUED_FUNCTIONS';

/** One function, as the file has it. */
export interface RescuedFunctionEntry {
  /** Its `rescue:` as written in serverless.yml. */
  readonly rescue: unknown;
  /** The variable of the secondary with the network of its tasks: `NETWORK_1A2B3C4D`. */
  readonly network: string;
}

/** One function, as the secondary needs it. */
export interface RescuedFunctionSettings {
  readonly policy: RescuePolicy;
  readonly network: string;
}

const REMEDY =
  'Package and deploy the service again: @immortal/serverless-plugin writes this file.';
const FUNCTION_NAME = /^[\w-]{1,64}$/;
const MEMBERS = ['rescue', 'network'];

/**
 * The text of the file, the same for the same functions in any order.
 *
 * @param entries by the functions' physical names
 */
export function formatRescuedFunctions(entries: ReadonlyMap<string, RescuedFunctionEntry>): string {
  const sorted = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  const functions = sorted.map(([name, { rescue, network }]) => {
    return [name, { rescue: rescue ?? {}, network }];
  });
  return `${JSON.stringify({ functions: Object.fromEntries(functions) as unknown }, null, 2)}\n`;
}

/**
 * @param file its name in messages
 * @returns the functions by their physical names
 * @throws {RescuedFunctionsError} if the text has another form
 * @throws {PolicyError} if a policy is wrong; the message names the file, the function, and the key
 */
export function parseRescuedFunctions(
  text: string,
  file: string = RESCUED_FUNCTIONS_FILE,
): Map<string, RescuedFunctionSettings> {
  const { functions } = asObject(parseJson(text, file), file);
  const entries = Object.entries(asObject(functions, `${file}: functions`));
  return new Map(entries.map(([name, entry]) => [name, settingsOf(name, entry, file)]));
}

function settingsOf(name: string, value: unknown, file: string): RescuedFunctionSettings {
  const label = `${file}: functions.${name}`;
  if (!FUNCTION_NAME.test(name)) {
    throw new RescuedFunctionsError(
      `${file} has the function ${quote(name)}. A name has 1 to 64 letters, digits, - and _. ${REMEDY}`,
    );
  }
  const entry = asObject(value, label);
  const unknown = Object.keys(entry).find((key) => !MEMBERS.includes(key));
  if (unknown !== undefined) {
    throw new RescuedFunctionsError(
      `${label} has the key ${quote(unknown)}. A function has rescue and network. ${REMEDY}`,
    );
  }
  const { rescue, network } = entry;
  if (rescue === undefined) {
    throw new RescuedFunctionsError(`${label}.rescue is missing. ${REMEDY}`);
  }
  return {
    policy: parseRescuePolicy(rescue, `${label}.rescue`),
    network: networkOf(network, `${label}.network`),
  };
}

function networkOf(value: unknown, label: string): string {
  if (typeof value === 'string' && isNetworkVariable(value)) return value;
  throw new RescuedFunctionsError(
    `${label} is ${shown(value)}. It names a variable such as NETWORK_1A2B3C4D. ${REMEDY}`,
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new RescuedFunctionsError(`${file} is not JSON: ${quote(text)}. ${REMEDY}`, { cause });
  }
}

function asObject(value: unknown, label: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new RescuedFunctionsError(`${label} is ${shown(value)}. It must be an object. ${REMEDY}`);
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
