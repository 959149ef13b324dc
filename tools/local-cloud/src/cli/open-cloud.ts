// Starts the local cloud for a command: builds what it runs, and connects the reporter.
import { type Cloud, startCloud } from '../cloud';
import type { Reporter } from './demo/reporter';
import type { EcsSettings } from '../services/ecs/ecs-settings';
import type { Fault } from '../kernel/faults/faults';
import { isSample } from './demo/is-sample';
import { prepare, type TaskKind } from './prepare';
import { type Put, putObjects } from './put-objects';
import { Timeline } from '../timeline';
import { describeLimits, type InvokeCommand } from '../kernel/limits';
import { SERVICES } from '../services';
import { describeImages } from './task-image';
import { CONSOLE_FOLDER, WORKSPACE } from './workspace';

/** What every command can be told. */
export interface CommonOptions {
  readonly json: boolean;
  readonly port: number;
  readonly region: string;
  readonly tasks: TaskKind;
  readonly timeScale: number;
  /** Whether the time limits of all functions are scaled; if not, only that of the sample is. */
  readonly scaleTimeouts?: boolean;
  /** What is to go wrong. */
  readonly faults: readonly Fault[];
  /** What is put into buckets before anything is invoked. */
  readonly puts: readonly Put[];
  /** How ECS behaves, where not as by default. */
  readonly ecs: Partial<EcsSettings>;
  readonly allowAwsSdkV2?: boolean;
  /** Begins without a stack. */
  readonly empty?: boolean;
}

export interface OpenCloud {
  readonly cloud: Cloud;
  readonly timeline: Timeline;
}

/**
 * @param signal ends the building early
 * @param withConsole whether there is a page to look at it in the browser
 * @param invokeCommand what takes the place of a trigger that is not emulated
 * @throws {UsageError | TemplateError} if something can't be built or used; nothing is left behind then
 */
export async function openCloud(
  options: CommonOptions,
  reporter: Reporter,
  signal: AbortSignal,
  withConsole: boolean,
  invokeCommand: InvokeCommand,
): Promise<OpenCloud> {
  const { empty = false } = options;
  const packaging = empty ? 'Bundling the runner' : 'Packaging the service and bundling the runner';
  reporter.step(`${packaging} (from the cache if nothing changed) …`);
  const onLine = (line: string) => {
    reporter.detail(line);
  };
  const prepared = await prepare({ ...options, empty }, onLine, signal);
  const timeline = new Timeline();
  timeline.subscribe((entry) => {
    reporter.entry(entry);
  });
  const consoleFolder = withConsole ? CONSOLE_FOLDER : undefined;
  const settings = { ...WORKSPACE, ...options, ...prepared, timeline };
  const packageFolder = empty ? undefined : WORKSPACE.packageFolder;
  const scalesTimeoutOf = options.scaleTimeouts === true ? () => true : isSample;
  const cloud = await startCloud({ ...settings, packageFolder, consoleFolder, scalesTimeoutOf });
  await putObjects(options.puts, cloud, options.region, reporter);
  const { origin, consoleUrl } = cloud;
  reporter.started({ origin, timeScale: options.timeScale, isEmpty: empty, consoleUrl });
  for (const line of describeLimits(cloud.stack, SERVICES, invokeCommand)) reporter.step(line);
  const { taskImage } = prepared;
  if (taskImage === undefined) return { cloud, timeline };
  for (const line of await describeImages(cloud.stack, taskImage)) reporter.step(line);
  return { cloud, timeline };
}
