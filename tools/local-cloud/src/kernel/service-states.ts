// State that services keep as long as the cloud runs, even if another stack takes over.

/** Identifies a state of a service, and creates it. */
export interface StateKey<State> {
  create(): State;
}

export class ServiceStates {
  private readonly byKey = new Map<StateKey<unknown>, unknown>();

  /** Creates the state on the first call. */
  of<State>(key: StateKey<State>): State {
    if (!this.byKey.has(key)) this.byKey.set(key, key.create());
    return this.byKey.get(key) as State;
  }
}
