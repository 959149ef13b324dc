// Composes what the kit adds to the Serverless Framework: packaging, dead letters and rescues.
import { DeadLetterPlugin } from './dead-letter/plugin';
import { type Hooks, inSequence } from './hooks';
import { PackagingPlugin } from './packaging/plugin';
import { RescuePolicyPlugin } from './rescue-policy/plugin';

type Packaging = ConstructorParameters<typeof PackagingPlugin>;
type DeadLetter = ConstructorParameters<typeof DeadLetterPlugin>;
type RescuePolicy = ConstructorParameters<typeof RescuePolicyPlugin>;

/**
 * A plugin of the Serverless Framework, listed after serverless-esbuild and before
 * serverless-plugin-lambda-dead-letter.
 */
export class ImmortalPlugin {
  readonly hooks: Hooks;

  constructor(
    serverless: Packaging[0] & DeadLetter[0] & RescuePolicy[0],
    options: unknown,
    utils: Packaging[2] & DeadLetter[2] & RescuePolicy[2],
  ) {
    const parts = [
      new PackagingPlugin(serverless, options, utils),
      new DeadLetterPlugin(serverless, options, utils),
      // Reads the failure queues that the part before it has written.
      new RescuePolicyPlugin(serverless, options, utils),
    ];
    this.hooks = inSequence(parts.map(({ hooks }) => hooks));
  }
}
