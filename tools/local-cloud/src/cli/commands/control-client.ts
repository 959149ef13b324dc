// Controls a running local cloud through the HTTP API of its console.
import { UsageError } from '@immortal/shared/command-line';
import { CONSOLE_PATHS, type Invoked, type Status } from '../../console/api';
import { tokenFor } from '../../kernel/instance/instance';
import type { Fault } from '../../kernel/faults/faults';
import { isObject } from '../../kernel/template/values';

export class Control {
  /**
   * @param endpoint the origin that `npm run cloud` prints
   * @param token of its console; not needed for a run of the same user with the same TMPDIR
   */
  constructor(
    private readonly endpoint: string,
    private readonly token?: string,
  ) {}

  /** @throws {UsageError} with the local cloud's reason, like all methods */
  async arm(faults: readonly Fault[]): Promise<Status | undefined> {
    return this.forEach(faults, 'faults/arm');
  }

  async disarm(faults: readonly Pick<Fault, 'point' | 'kind'>[]): Promise<Status | undefined> {
    return this.forEach(faults, 'faults/disarm');
  }

  async setTimeScale(timeScale: number): Promise<Status> {
    return (await this.post('time-scale', JSON.stringify({ timeScale }))) as Status;
  }

  /** Stops a task like StopTask of ECS: SIGTERM, and SIGKILL after the stop timeout. */
  async stopTask(id: string): Promise<void> {
    await this.post(`tasks/${encodeURIComponent(id)}/stop`, '{}');
  }

  /** @returns the request ids of asynchronous invocations */
  async invoke(functionName: string, event: Buffer, times: number): Promise<readonly string[]> {
    const path = `functions/${encodeURIComponent(functionName)}/invocations?times=${times}`;
    return ((await this.post(path, event)) as Invoked).requestIds;
  }

  private async forEach(bodies: readonly object[], path: string): Promise<Status | undefined> {
    let status: Status | undefined;
    for (const body of bodies) status = (await this.post(path, JSON.stringify(body))) as Status;
    return status;
  }

  private async post(path: string, body: string | Buffer): Promise<unknown> {
    const response = await this.send(CONSOLE_PATHS.api + path, body);
    const answer = objectIn(await response.text());
    if (response.ok && answer !== undefined) return answer;
    const { error = `${this.endpoint} is no local cloud: ${AS_PRINTED}` } = answer ?? {};
    throw new UsageError(String(error));
  }

  private async send(address: string, body: string | Buffer): Promise<Response> {
    const token = this.token ?? (await tokenFor(this.endpoint));
    const headers = {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    try {
      return await fetch(new URL(address, this.endpoint), { method: 'POST', headers, body });
    } catch (cause) {
      throw new UsageError(`nothing answers at ${this.endpoint}: ${AS_PRINTED}`, { cause });
    }
  }
}

const AS_PRINTED = 'start npm run cloud, and pass the address that it prints';

/** @returns undefined if the text is not a JSON object, which a local cloud always returns */
function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Another server answers, which the caller reports.
    return undefined;
  }
}
