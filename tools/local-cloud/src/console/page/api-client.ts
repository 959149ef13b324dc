// Calls the local cloud's API.
import type { RescueId } from '../../timeline';
import { CONSOLE_PATHS, type Refusal } from '../api';

/** The local cloud refused a request, with its reason, or did not answer. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    message: string,
    /** The HTTP status; 0 if there was no response. */
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** @param part without one, the whole rescue */
export function rescuePath({ function: name, requestId }: RescueId, part?: 'event'): string {
  const path = ['rescues', encodeURIComponent(requestId), ...(part ? [part] : [])].join('/');
  return `${path}?${new URLSearchParams({ function: name }).toString()}`;
}

/** @throws {ApiFailure} */
export async function get<Answer>(path: string): Promise<Answer> {
  return (await (await ask(path)).json()) as Answer;
}

/** @throws {ApiFailure} */
export async function getText(path: string): Promise<string> {
  return (await ask(path)).text();
}

/**
 * @param body JSON text, or an object to serialize
 * @throws {ApiFailure}
 */
export async function post<Answer>(path: string, body: string | object = {}): Promise<Answer> {
  const answer = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return (await answer.json()) as Answer;
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(CONSOLE_PATHS.api + path, init);
  } catch (cause) {
    throw new ApiFailure('The local cloud does not answer.', 0, { cause });
  }
  if (answer.ok) return answer;
  throw new ApiFailure(await refusalOf(answer), answer.status);
}

async function refusalOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    return (JSON.parse(text) as Refusal).error;
  } catch {
    return text || answer.statusText; // not from the local cloud itself
  }
}

/** The message to show for an error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
