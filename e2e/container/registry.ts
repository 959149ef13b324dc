// A registry on this machine, in memory, with immutable tags like the deployment's repository.
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Manifest {
  readonly type: string;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const PATH = /^\/v2\/(?<name>.+)\/(?<what>blobs\/uploads|blobs|manifests)\/(?<reference>[^/]*)$/;
const NOT_FOUND: Answer = { status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}' };

export class Registry {
  private readonly blobs = new Map<string, Buffer>();
  private readonly uploads = new Map<string, Buffer[]>();
  /** By digest, and by `name:tag`. */
  private readonly manifests = new Map<string, Manifest>();

  /** Docker talks to registries on the loopback without TLS. */
  readonly host: string;

  private constructor(private readonly server: http.Server) {
    this.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response) => {
      void this.answer(request).then(({ status, headers = {}, body = '' }) => {
        response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
        response.end(request.method === 'HEAD' ? '' : body);
      });
    });
  }

  static async start(): Promise<Registry> {
    const server = http.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Registry(server);
  }

  /** The digest of a tag, if there is one. */
  digestsOf(tagged: string): string[] {
    const manifest = this.manifests.get(tagged);
    return manifest ? [digestOf(manifest.body)] : [];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const { method = '' } = request;
    const { pathname, searchParams } = new URL(request.url ?? '', `http://${this.host}`);
    const { name = '', what = '', reference = '' } = PATH.exec(pathname)?.groups ?? {};
    const body = await buffer(request);
    if (pathname === '/v2/') return { status: 200, body: '{}' };
    if (what === 'blobs') return this.blob(reference);
    if (what === 'blobs/uploads') {
      return this.upload(method, `/v2/${name}/${what}`, reference || randomUUID(), {
        body,
        digest: searchParams.get('digest'),
      });
    }
    if (what !== 'manifests') return NOT_FOUND;
    const key = reference.startsWith('sha256:') ? reference : `${name}:${reference}`;
    if (method !== 'PUT') return this.manifest(key);
    return this.putManifest(key, { type: request.headers['content-type'] ?? '', body });
  }

  private blob(digest: string): Answer {
    const body = this.blobs.get(digest);
    return body ? { status: 200, body } : NOT_FOUND;
  }

  private upload(
    method: string,
    path: string,
    id: string,
    { body, digest }: { readonly body: Buffer; readonly digest: string | null },
  ): Answer {
    const chunks = [...(this.uploads.get(id) ?? []), body];
    this.uploads.set(id, chunks);
    const content = Buffer.concat(chunks);
    if (method === 'PUT' && digest !== null) {
      this.blobs.set(digest, content);
      return { status: 201, headers: { 'docker-content-digest': digest } };
    }
    const range = `0-${Math.max(0, content.length - 1)}`;
    return { status: 202, headers: { location: `${path}/${id}`, range } };
  }

  private manifest(key: string): Answer {
    const manifest = this.manifests.get(key);
    if (!manifest) return NOT_FOUND;
    const { type, body } = manifest;
    const headers = { 'content-type': type, 'docker-content-digest': digestOf(body) };
    return { status: 200, headers, body };
  }

  private putManifest(key: string, manifest: Manifest): Answer {
    if (this.manifests.has(key)) {
      return { status: 400, body: `{"errors":[{"code":"TAG_INVALID","message":"${key} exists"}]}` };
    }
    const digest = digestOf(manifest.body);
    this.manifests.set(key, manifest);
    this.manifests.set(digest, manifest);
    return { status: 201, headers: { 'docker-content-digest': digest } };
  }
}

function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
