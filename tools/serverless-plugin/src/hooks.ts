// The lifecycle hooks of the plugin's parts, combined into those of one plugin.

/** What the Serverless Framework runs and awaits, by lifecycle event. */
export type Hooks = Readonly<Record<string, () => unknown>>;

/** The event after which the template contains the resources of serverless.yml, such as roles and queues. */
export const TEMPLATE_COMPLETE = 'after:aws:package:finalize:mergeCustomProviderResources';

/** The hooks of all parts. Those of the same event run in order, each after the one before has finished. */
export function inSequence(parts: readonly Hooks[]): Hooks {
  const events = new Set(parts.flatMap((hooks) => Object.keys(hooks)));
  return Object.fromEntries(
    [...events].map((event) => [
      event,
      async () => {
        for (const hooks of parts) await hooks[event]?.();
      },
    ]),
  );
}
