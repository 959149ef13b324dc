// What the local cloud serves that is not an AWS API: the zips behind presigned addresses, and the metadata of tasks.
import { readFile } from 'node:fs/promises';
import type { Ecs } from './ecs/ecs';
import { METADATA_PATH } from './ecs/task-environment';
import { ApiError } from './errors';
import type { Functions } from './lambda/functions';
import { CODE_PATH } from './lambda/lambda-api';
import type { Layers } from './lambda/layers';
import type { WireResponse } from './storage';

export interface LocalFilesDeps {
  readonly functions: Functions;
  readonly layers: Layers;
  readonly ecs: Ecs;
  readonly origin: string;
}

export class LocalFiles {
  constructor(private readonly deps: LocalFilesDeps) {}

  /** @returns undefined for a path that is neither */
  async handle(requestUrl: string): Promise<WireResponse | undefined> {
    const url = new URL(requestUrl, this.deps.origin);
    if (url.pathname.startsWith(CODE_PATH)) return this.code(url);
    if (url.pathname.startsWith(METADATA_PATH)) return this.metadata(url);
    return undefined;
  }

  /** An outdated address is refused as S3 refuses one. */
  private async code(url: URL): Promise<WireResponse> {
    if (Date.now() > Number(url.searchParams.get('expires'))) {
      const xml = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
      return respond(403, 'application/xml', Buffer.from(xml));
    }
    const name = decodeURIComponent(url.pathname.slice(CODE_PATH.length));
    const { functions, layers } = this.deps;
    const { zipFile } = name.includes(':layer:') ? layers.get(name) : functions.get(name);
    return respond(200, 'application/zip', await readFile(zipFile));
  }

  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html */
  private metadata(url: URL): WireResponse {
    const [id = '', what] = url.pathname.slice(METADATA_PATH.length).split('/');
    const task = this.deps.ecs.byId(id);
    if (!task || (what !== undefined && what !== 'task')) {
      throw new ApiError('NotFound', `No such metadata: ${url.pathname}`, 404);
    }
    const { arn, clusterArn, cpu, memory, definition } = task;
    const limits = { CPU: Number(cpu) / 1024, Memory: Number(memory) };
    const body = { Cluster: clusterArn, TaskARN: arn, Family: definition.family, Limits: limits };
    return respond(200, 'application/json', Buffer.from(JSON.stringify(body)));
  }
}

function respond(status: number, type: string, body: Buffer): WireResponse {
  return { status, headers: { 'content-type': type }, body };
}
