// Composes what the kit adds to the Serverless Framework: packaging, dead letters, permissions and rescues.
import { createContext } from './context';
import { deadLetters } from './dead-letter/dead-letters';
import { type PluginUtils, type Serverless } from './framework';
import { type Hooks, inSequence } from './hooks';
import { packaging } from './packaging/packaging';
import { permissions } from './permissions/permissions';
import { rescues } from './rescue/rescues';

/**
 * A plugin of the Serverless Framework, listed after serverless-esbuild and before
 * serverless-plugin-lambda-dead-letter.
 */
export class ImmortalPlugin {
  readonly hooks: Hooks;

  constructor(serverless: Serverless, _options: unknown, utils: PluginUtils) {
    const context = createContext(serverless, utils);
    // Each part reads what those before it have written into the template.
    const parts = [packaging, deadLetters, permissions, rescues].map((part) => part(context));
    this.hooks = Object.fromEntries(
      Object.entries(inSequence(parts)).map(([event, run]) => [
        event,
        () => context.reportMistakes(run),
      ]),
    );
  }
}
