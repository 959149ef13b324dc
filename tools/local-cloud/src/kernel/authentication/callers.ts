// Who calls the local cloud: its developer, and every process that it starts, each with credentials of its own.
import { randomBytes } from 'node:crypto';

/** A process that the local cloud started, as the services see it when it calls them. */
export interface Caller {
  readonly kind: 'function' | 'task';
  /** The name of the function, or the id of the task. */
  readonly name: string;
  /** The role that it acts in on AWS; a task may have none. */
  readonly roleArn: string | undefined;
  /** Kills the process with SIGKILL. Resolves when none of its processes can make a call. */
  kill(): Promise<void>;
}

/** An access key, as AWS issues it to a user. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Temporary credentials, as AWS issues them for a role. */
export interface SessionCredentials extends AccessKey {
  readonly sessionToken: string;
}

export class Callers {
  private readonly byKeyId = new Map<
    string,
    { readonly caller: Caller; readonly credentials: SessionCredentials }
  >();

  /** @param developer the key that is printed for people and their tools, which have no role */
  constructor(readonly developer: AccessKey = newKey()) {}

  /** @returns the credentials for the environment of the process */
  add(caller: Caller): SessionCredentials {
    const credentials = { ...newKey(), sessionToken: secret() };
    this.byKeyId.set(credentials.accessKeyId, { caller, credentials });
    return credentials;
  }

  /** To be called when the process has ended. */
  remove({ accessKeyId }: AccessKey): void {
    this.byKeyId.delete(accessKeyId);
  }

  /** @returns undefined for an unknown key, and for one of a process that has ended */
  credentialsOf(accessKeyId: string): (AccessKey & Partial<SessionCredentials>) | undefined {
    if (accessKeyId === this.developer.accessKeyId) return this.developer;
    return this.byKeyId.get(accessKeyId)?.credentials;
  }

  /** @returns undefined for the developer's key, and for one of a process that has ended */
  withKey(accessKeyId: string): Caller | undefined {
    return this.byKeyId.get(accessKeyId)?.caller;
  }
}

function newKey(): AccessKey {
  const accessKeyId = `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`;
  return { accessKeyId, secretAccessKey: secret() };
}

/** Contains no characters that are special to a shell. */
function secret(): string {
  return randomBytes(30).toString('base64url');
}
