// Undoes everything at the end, in reverse order, even if one of the steps fails.

export class CleanUp {
  private readonly steps: (() => unknown)[] = [];
  private running: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.steps.push(step);
  }

  /**
   * Runs every step once. Later calls wait for the first one to finish.
   *
   * @throws the first error of a step, after all steps have run
   */
  run(): Promise<void> {
    this.running ??= this.takeAll();
    return this.running;
  }

  private async takeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.steps.reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
