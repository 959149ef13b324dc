// What services keep for as long as the cloud runs, whatever stack it runs.

/** Names a state of a service, and makes it. */
export interface StateKey<State> {
  create(): State;
}

export class ServiceStates {
  private readonly byKey = new Map<StateKey<unknown>, unknown>();

  /** Creates the state when it is asked for first. */
  of<State>(key: StateKey<State>): State {
    if (!this.byKey.has(key)) this.byKey.set(key, key.create());
    return this.byKey.get(key) as State;
  }
}
