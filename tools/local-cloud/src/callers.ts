// Who calls the local cloud: every process that it starts has an access key of its own.
import { randomBytes } from 'node:crypto';
import { signatureOf } from './signature';
import type { WireRequest } from './storage';

/** A process that the local cloud has started, as the services see it when it calls them. */
export interface Caller {
  readonly kind: 'function' | 'task';
  /** The name of the function, or the id of the task. */
  readonly name: string;
  /** The role that it acts in on AWS; a task may have none. */
  readonly roleArn: string | undefined;
  /** Ends it by SIGKILL. Resolves when nothing of it can call any more. */
  kill(): Promise<void>;
}

/** The key that is printed for people and their tools, who act in no role. */
export const DEVELOPER_KEY_ID = 'LOCALCLOUD';

export class Callers {
  private readonly byKeyId = new Map<string, Caller>();

  /** @returns the access key id for the environment of the process */
  add(caller: Caller): string {
    const keyId = `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`;
    this.byKeyId.set(keyId, caller);
    return keyId;
  }

  /** To be called when the process has ended. */
  remove(keyId: string): void {
    this.byKeyId.delete(keyId);
  }

  /** @returns undefined for a request of the developer, or of a process that has ended */
  of(request: Pick<WireRequest, 'headers' | 'url'>): Caller | undefined {
    return this.byKeyId.get(signatureOf(request)?.accessKeyId ?? '');
  }
}
