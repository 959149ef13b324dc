// Runs one stack at a time, and replaces it when another one is deployed. Without a stack, it runs an empty one.
import { LOCAL_ACCOUNT_ID } from './kernel/aws-limits';
import { Ecs } from './services/ecs/ecs';
import { DEFAULT_ECS_SETTINGS } from './services/ecs/ecs-settings';
import { taskLauncher } from './services/ecs/task-launcher';
import type { EventSourceMapping } from './services/lambda/event-sources/event-source-mapping';
import type { CloudContext } from './context';
import type { Functions } from './services/lambda/functions';
import type { Lambda } from './services/lambda/lambda';
import type { PackagedStack } from './kernel/packaged-stack';
import { StackResources } from './kernel/stack-resources';
import type { StackHost } from './services/cloudformation/stack-host';
import type { ServiceRuntime } from './services/runtime';
import { composeServices, type StackServices, TASK_CAP } from './stack-services';
import { loadStack, type Resource, type Stack } from './kernel/template';

export class StackRuntime implements StackHost {
  /** Services of earlier stacks that still have something to finish. */
  private readonly retiring = new Set<StackServices>();
  private readonly resources: StackResources<ServiceRuntime>;

  private constructor(
    readonly ecs: Ecs,
    private readonly context: CloudContext,
    runtime: () => ServiceRuntime,
    private current: StackServices,
  ) {
    this.resources = new StackResources(context.services, runtime);
  }

  /** @param runtime what resource types get; called each time, because the stack changes */
  static async empty(context: CloudContext, runtime: () => ServiceRuntime): Promise<StackRuntime> {
    const services = await composeServices(context, emptyStack(context));
    const launch = context.launchTask ?? (await taskLauncher({ ...context, endpoint: context }));
    const settings = { ...DEFAULT_ECS_SETTINGS, ...context.ecs };
    const ecs = new Ecs(
      { ...context, settings, launch, cap: context.taskCap ?? TASK_CAP },
      services.ecs,
    );
    return new StackRuntime(ecs, context, runtime, services);
  }

  get services(): StackServices {
    return this.current;
  }

  get stack(): Stack {
    return this.current.stack;
  }

  get functions(): Functions {
    return this.current.functions;
  }

  get lambda(): Lambda {
    return this.current.lambda;
  }

  get mappings(): readonly EventSourceMapping[] {
    return this.current.mappings;
  }

  /**
   * Runs another stack from now on. Queues and buckets that are in both keep their contents, and those that are
   * missing in the new one are not deleted here.
   *
   * @throws {UsageError | TemplateError} if the stack can't run; nothing has changed then
   */
  async replace(packaged: PackagedStack): Promise<void> {
    const next = await composeServices(this.context, packaged);
    const { created, kept } = this.resources.changeBetween(this.stack, packaged.stack);
    await this.resources.create(created);
    try {
      await this.resources.update(kept);
    } catch (error) {
      for (const resource of created) await this.resources.delete(resource);
      throw error;
    }
    this.takeOver(next);
  }

  clear(): Promise<void> {
    return this.replace(emptyStack(this.context));
  }

  delete(resource: Resource): Promise<void> {
    return this.resources.delete(resource);
  }

  whyNotDeleted(resource: Resource): Promise<string | undefined> {
    return this.resources.whyNotDeleted(resource);
  }

  /** Ends everything at once, because some of it waits for the end of something else. */
  async stop(): Promise<void> {
    const all = [this.current, ...this.retiring];
    for (const { bus } of all) bus.close();
    const stopped = all.flatMap(({ mappings, lambda }) => [
      ...mappings.map((mapping) => mapping.stop()),
      lambda.stop(),
    ]);
    await Promise.all([...stopped, this.ecs.stop(), this.context.storage.close()]);
  }

  private takeOver(next: StackServices): void {
    const before = this.current;
    this.current = next;
    this.ecs.follow(next.ecs);
    for (const mapping of next.mappings) mapping.start();
    void this.retire(before);
  }

  /** As on AWS, what has begun continues: events in transit, running functions, their retries, and every task. */
  private async retire(before: StackServices): Promise<void> {
    this.retiring.add(before);
    const polled = before.mappings.map((mapping) => mapping.retire());
    await this.context.storage.endWaits();
    await Promise.all([...polled, before.bus.quiet()]);
    await before.lambda.retire();
    this.retiring.delete(before);
  }
}

/** A stack without resources. */
export function emptyStack({ region, origin, folder, catalog }: CloudContext): PackagedStack {
  const accountId = LOCAL_ACCOUNT_ID;
  const options = { region, origin, catalog, accountId, stackName: 'none' };
  const stack = loadStack({ Resources: {} }, options);
  return { stack, packageFolder: folder, codeFolder: folder };
}
