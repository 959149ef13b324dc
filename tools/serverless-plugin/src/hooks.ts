// Lifecycle hooks of several plugins as those of one.

/** By lifecycle event: what the Serverless Framework runs and awaits. */
export type Hooks = Readonly<Record<string, () => unknown>>;

/** The hooks of all parts; where several listen to one event, each waits for the one before. */
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
