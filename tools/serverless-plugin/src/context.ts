// What each part of the plugin works with, and the one place that turns mistakes into the framework's user errors.
import { PluginError } from './errors';
import { type Log, type PluginUtils, type Serverless } from './framework';

export interface PluginContext {
  readonly serverless: Serverless;
  readonly log: Log;
  /** Runs work whose PluginErrors the framework prints as one message; for any other error it prints the stack. */
  readonly reportMistakes: <T>(work: () => T | Promise<T>) => Promise<T>;
}

export function createContext(serverless: Serverless, { log }: PluginUtils): PluginContext {
  return {
    serverless,
    log,
    reportMistakes: async (work) => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof PluginError)) throw error;
        throw new serverless.classes.Error(error.message, 'IMMORTAL_SERVICE_INVALID');
      }
    },
  };
}
