// What a check has found: a line for the person who packages.
import { type FunctionConfig, type Template } from '../framework';

export interface Finding {
  /** `error` stops the packaging: it is certain that this would not work. */
  readonly level: 'error' | 'warning';
  /** One line: what, why, and what to do. */
  readonly text: string;
}

/** A function as it is written and as it is compiled. */
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
  /** Of the service: the folder with serverless.yml. */
  readonly folder: string;
}

export const error = (text: string): Finding => ({ level: 'error', text });
export const warning = (text: string): Finding => ({ level: 'warning', text });
