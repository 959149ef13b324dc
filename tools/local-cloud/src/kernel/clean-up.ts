// What has to be undone at the end, in reverse order, whatever fails on the way.

export class CleanUp {
  private readonly steps: (() => unknown)[] = [];
  private running: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.steps.push(step);
  }

  /**
   * Takes every step once. Later calls wait for the same end.
   *
   * @throws the first error of a step, after all have been taken
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
