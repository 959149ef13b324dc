// What a check finds: one line for the user.
import { type FunctionConfig } from '../../framework';
import { type Template } from '../../template';

export interface Finding {
  /** `error` stops packaging: this would certainly not work. */
  readonly level: 'error' | 'warning';
  /** One line: what is wrong, why, and the remedy. */
  readonly text: string;
}

/** A function in serverless.yml and in the compiled template. */
export interface CheckedFunction {
  /** Under `functions:`. */
  readonly key: string;
  readonly logicalId: string;
  readonly config: FunctionConfig;
  /** Its properties in the compiled template. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly isRescued: boolean;
}

export interface Checked {
  readonly functions: readonly CheckedFunction[];
  readonly template: Template;
  /** The folder with serverless.yml, absolute. */
  readonly folder: string;
}

export const error = (text: string): Finding => ({ level: 'error', text });
export const warning = (text: string): Finding => ({ level: 'warning', text });
