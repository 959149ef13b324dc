// The console inside the local cloud: records the timeline from the start, and serves the page and its API.
import type { FrontDoor } from '../kernel/gateway';
import type { RescueId, Timeline } from '../timeline';
import type { CloudContext } from '../context';
import type { StackRuntime } from '../stack-runtime';
import { TASK_CAP } from '../stack-services';
import { Actions } from './actions';
import { EventStreams } from './event-stream';
import { ConsoleServer } from './console-server';
import { Health } from './health';
import { History } from './history';
import { Journal } from './journal';
import { Overview } from './overview';
import { PageFiles } from './page-files';
import { TokenCheck } from './token-check';
import { Parked } from './parked-messages';
import type { RouteDeps } from './routes';

export class Console {
  private readonly files: PageFiles;
  private readonly journal: Journal;
  private readonly history: History;
  private readonly streams: EventStreams;
  private health: Health | undefined;

  /**
   * @param folder the folder of the built page
   * @throws {UsageError} if the page is not built
   */
  constructor(
    folder: string,
    private readonly timeline: Timeline,
  ) {
    this.files = new PageFiles(folder);
    this.journal = new Journal(timeline);
    this.history = new History(this.journal);
    this.streams = new EventStreams(this.journal);
  }

  keepEvent = (id: RescueId, event: Buffer): void => {
    this.history.keepEvent(id, event);
  };

  /**
   * @param token the secret that people and commands must present
   * @returns the handler for the console's requests
   */
  open(context: CloudContext, runtime: StackRuntime, token: string): FrontDoor {
    const { files, streams, timeline } = this;
    const port = Number(new URL(context.origin).port || '80');
    const server = new ConsoleServer({
      ...this.compose(context, runtime),
      files,
      streams,
      port,
      tokenCheck: new TokenCheck(token, port),
      onError: (error) => {
        timeline.add({ type: 'cloud', message: `the console failed: ${String(error)}` });
      },
    });
    return server.take.bind(server);
  }

  close(): void {
    this.health?.stop();
    this.streams.close();
  }

  private compose(context: CloudContext, runtime: StackRuntime): RouteDeps {
    const { storage, faults, scale } = context;
    const { ecs } = runtime;
    const { journal, history, timeline, streams } = this;
    const startedAt = timeline.started;
    const health = new Health({
      ecs,
      storage,
      faults,
      scale,
      runtime,
      startedAt,
      taskLimit: TASK_CAP,
      tell: streams.tell.bind(streams),
    });
    this.health = health;
    health.start();
    return {
      health,
      ecs,
      overview: new Overview({
        journal,
        history,
        health,
        runtime,
        startedAt,
        points: faults.points,
      }),
      actions: new Actions({ runtime, ecs, faults, scale, timeline }),
      parked: new Parked({ storage, runtime }),
    };
  }
}
