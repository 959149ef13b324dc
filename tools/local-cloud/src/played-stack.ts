// The stack that is played: its services run until those of another one take over. Without a stack, it is an empty one.
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import { Ecs } from './services/ecs/ecs';
import { DEFAULT_ECS_SETTINGS } from './services/ecs/ecs-settings';
import { taskLauncher } from './services/ecs/launch-task';
import type { EventSourceMapping } from './services/lambda/event-sources/event-source-mapping';
import type { Ground } from './ground';
import type { Functions } from './services/lambda/functions';
import type { Lambda } from './services/lambda/lambda';
import { composeServices, type PackagedStack, type Services, TASK_CAP } from './services';
import { StackStorage, storageChange } from './stack-storage';
import { loadStack, type Stack } from './kernel/template';

/** Hears which services answer from now on. */
export type OnServices = (services: Services, ecs: Ecs) => void;

export class PlayedStack {
  /** Those of earlier stacks that have something to finish. */
  private readonly retiring = new Set<Services>();
  readonly storage: StackStorage;

  private constructor(
    readonly ecs: Ecs,
    private readonly ground: Ground,
    private readonly onServices: OnServices,
    private services: Services,
  ) {
    this.storage = new StackStorage(ground.storage, ground.logs);
  }

  /** Answers nothing yet. */
  static async empty(ground: Ground, onServices: OnServices): Promise<PlayedStack> {
    const services = await composeServices(ground, nothingOn(ground));
    const launch = ground.launchTask ?? (await taskLauncher({ ...ground, endpoint: ground }));
    const settings = { ...DEFAULT_ECS_SETTINGS, ...ground.ecs };
    const ecs = new Ecs({ ...ground, settings, launch, cap: TASK_CAP }, services.ecs);
    return new PlayedStack(ecs, ground, onServices, services);
  }

  get stack(): Stack {
    return this.services.stack;
  }

  get functions(): Functions {
    return this.services.functions;
  }

  get lambda(): Lambda {
    return this.services.lambda;
  }

  get mappings(): readonly EventSourceMapping[] {
    return this.services.mappings;
  }

  /**
   * Plays another stack from now on. Queues and buckets that it has too keep what they hold; those that it has no more
   * are still there.
   *
   * @throws {UsageError | TemplateError} for what can't be played; nothing has changed then
   */
  async replace(packaged: PackagedStack): Promise<void> {
    const next = await composeServices(this.ground, packaged);
    const { created, kept } = storageChange(this.stack, packaged.stack);
    await this.storage.create(created);
    try {
      await this.storage.update(kept);
    } catch (error) {
      for (const resource of created) await this.storage.delete(resource);
      throw error;
    }
    this.takeOver(next);
  }

  /** Ends everything that runs, all at once: an end of one is what another waits for. */
  async stop(): Promise<void> {
    const all = [this.services, ...this.retiring];
    for (const { bus } of all) bus.close();
    const stopped = all.flatMap(({ mappings, lambda }) => [
      ...mappings.map((mapping) => mapping.stop()),
      lambda.stop(),
    ]);
    await Promise.all([...stopped, this.ecs.stop(), this.ground.storage.close()]);
  }

  private takeOver(next: Services): void {
    const before = this.services;
    this.services = next;
    this.ecs.follow(next.ecs);
    this.onServices(next, this.ecs);
    for (const mapping of next.mappings) mapping.start();
    void this.retire(before);
  }

  /** As on AWS, what runs goes on: an event on its way, a function that has begun, its retries, every task. */
  private async retire(before: Services): Promise<void> {
    this.retiring.add(before);
    const polled = before.mappings.map((mapping) => mapping.retire());
    await this.ground.storage.endWaits();
    await Promise.all([...polled, before.bus.quiet()]);
    await before.lambda.retire();
    this.retiring.delete(before);
  }
}

/** A stack without resources. */
export function nothingOn({ region, origin, folder }: Ground): PackagedStack {
  const location = { region, origin, accountId: LOCAL_ACCOUNT_ID, stackName: 'none' };
  const stack = loadStack({ Resources: {} }, location);
  return { stack, packageFolder: folder, codeFolder: folder };
}
