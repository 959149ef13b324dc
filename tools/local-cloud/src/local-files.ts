// What the local cloud serves that is not an AWS API: the zips behind presigned addresses, and the metadata of tasks.
import { readFile } from 'node:fs/promises';
import type { Ecs } from './services/ecs/ecs';
import { METADATA_PATH } from './services/ecs/task-environment';
import { ApiError } from './kernel/errors';
import type { Faults } from './kernel/faults/faults';
import type { Functions } from './services/lambda/functions';
import { CODE_PATH } from './services/lambda/lambda-api';
import type { Layers } from './services/lambda/layers';
import type { Seal } from './kernel/authentication/seal';
import type { WireResponse } from './services/storage';

export interface LocalFilesDeps {
  readonly functions: Functions;
  readonly layers: Layers;
  readonly ecs: Ecs;
  readonly faults: Faults;
  readonly origin: string;
  readonly seal: Seal;
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

  /** An address that is outdated, or that nothing lies at, is refused as S3 refuses one. */
  private async code(url: URL): Promise<WireResponse> {
    const name = decodeURIComponent(url.pathname.slice(CODE_PATH.length));
    const { functions, layers, faults, seal } = this.deps;
    const expires = url.searchParams.get('expires') ?? '';
    if (!seal.isOf(`${name} ${expires}`, url.searchParams.get('signature') ?? ''))
      return s3Error(403, 'AccessDenied', 'Access Denied');
    const fault = faults.strike('code', { struck: `the download of ${name}` });
    if (fault === 'expired' || Date.now() > Number(expires)) {
      return s3Error(403, 'AccessDenied', 'Request has expired');
    }
    if (fault === 'missing') {
      return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    }
    const { zipFile } = name.includes(':layer:') ? layers.get(name) : functions.get(name);
    const zip = await readFile(zipFile);
    const middle = Math.floor(zip.length / 2);
    if (fault === 'corrupt') zip.writeUInt8(zip.readUInt8(middle) ^ 1, middle);
    const answer = respond(200, 'application/zip', zip);
    return fault === 'truncated' ? brokenOff(answer, middle) : answer;
  }

  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html */
  private metadata(url: URL): WireResponse {
    const { ecs, faults } = this.deps;
    const [metadataId = '', what] = url.pathname.slice(METADATA_PATH.length).split('/');
    const [id = ''] = metadataId.split('-');
    const task = ecs.byId(id);
    if (task?.metadataId !== metadataId || (what !== undefined && what !== 'task')) {
      throw new ApiError('NotFound', `No such metadata: ${url.pathname}`, 404);
    }
    if (faults.strike('metadata', { struck: `the task ${id}` }) !== undefined) {
      throw new ApiError('InternalServerError', 'The metadata is unavailable.', 500);
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

function s3Error(status: number, code: string, message: string): WireResponse {
  const xml = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return respond(status, 'application/xml', Buffer.from(xml));
}

function brokenOff({ headers, body, ...answer }: WireResponse, bytes: number): WireResponse {
  const promised = { ...headers, 'content-length': String(body.length) };
  return { ...answer, headers: promised, body: body.subarray(0, bytes), breaksOff: true };
}
