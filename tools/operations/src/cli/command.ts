// What a command of this command line is.
import { type Interruption } from '@immortal/shared/command-line';

/**
 * @param args the arguments after the command's name
 * @returns the exit code
 */
export type Command = (args: readonly string[], interruption: Interruption) => Promise<number>;
