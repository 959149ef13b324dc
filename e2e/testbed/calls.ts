// AWS calls that a function of the test service makes itself, with its own permissions.
import path from 'node:path';
import { functionProperties, type Template } from './service';

/** As handlers/calls.cjs makes it. */
export interface Call {
  /** The name in the SDK's packages: `sqs`, `s3`, `cloudwatch-logs`. */
  readonly client: string;
  readonly operation: string;
  readonly input: object;
}

/** AWS's error, as `name: message`; nothing if the call succeeded. */
export interface Answer {
  readonly error?: string;
}

const SDK_FOLDER = path.join(__dirname, '../../node_modules');

/** Tells a function where the SDK is. */
export function nameSdkFolder(functionName: string, template: Template): void {
  const properties = functionProperties(functionName, template);
  const { Variables = {} } = (properties['Environment'] ?? {}) as { Variables?: object };
  properties['Environment'] = { Variables: { ...Variables, SDK_FOLDER } };
}
