// The environment of the local cloud's processes: built from nothing, so that no variable of the developer reaches them.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SessionCredentials } from './authentication/callers';

export interface Endpoint {
  readonly origin: string;
  readonly region: string;
}

/**
 * What lets unchanged SDK clients talk to the local cloud and to nothing else: its own keys, no
 * profiles, no instance metadata.
 *
 * @param credentials identify the process when it calls
 */
export function awsEnvironment(
  { origin, region }: Endpoint,
  { accessKeyId, secretAccessKey, sessionToken }: SessionCredentials,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: origin,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** Whether a program is in the PATH of the local cloud's processes. */
export function hasProgram(name: string): boolean {
  return programPath()
    .split(':')
    .some((folder) => existsSync(path.join(folder, name)));
}

/** The PATH with the programs that a runtime needs: this Node.js and the system's own. */
export function programPath(): string {
  return [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':');
}
