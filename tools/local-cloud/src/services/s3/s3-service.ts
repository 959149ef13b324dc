// S3 over HTTP: fauxqs does the work, and what it gets wrong is refused or put right on the way.
import { type Engine } from '../storage/engine';
import { ApiError } from '../../kernel/errors';
import { hideSystemMetadata, showSystemMetadata } from './metadata';
import { listPage, readListing } from './list';
import { checkPreconditions, hasPreconditions, isObjectWrite } from './preconditions';
import { refuseWhatGoesWrong } from './refusals';
import type { S3Request } from './request';
import { endToEndHeaders, type WireResponse } from '../../kernel/wire';

export class S3Service {
  /** Writes follow one another, so that a condition still holds when its write is done. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly engine: Engine,
    /** Host and port that answers name, such as in the Location of an upload. */
    private readonly host: string,
  ) {}

  /** @throws {ApiError} for what S3 refuses, or the local cloud does not support */
  async handle(request: S3Request): Promise<WireResponse> {
    refuseWhatGoesWrong(request);
    if (request.method === 'GET' && request.target === 'bucket') return this.#list(request);
    return isObjectWrite(request) ? this.#write(request) : this.#pass(request);
  }

  async #list({ bucket, query }: S3Request): Promise<WireResponse> {
    const url = `/${bucket}/?list-type=2&max-keys=${Number.MAX_SAFE_INTEGER}`;
    const all = await this.engine.call({ method: 'GET', url, headers: { host: this.host } });
    if (all.status !== 200) return all;
    const page = listPage(bucket, readListing(all.body.toString()), query);
    return { ...all, body: Buffer.from(page) };
  }

  #write(request: S3Request): Promise<WireResponse> {
    const write = this.#lastWrite.then(async () => {
      if (hasPreconditions(request)) checkPreconditions(request, await this.#etag(request));
      return this.#pass(request);
    });
    this.#lastWrite = write.catch(() => undefined);
    return write;
  }

  async #etag({ bucket, key }: S3Request): Promise<string | undefined> {
    const url = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const { headers } = await this.engine.call({
      method: 'HEAD',
      url,
      headers: { host: this.host },
    });
    return headers['etag'];
  }

  async #pass(request: S3Request): Promise<WireResponse> {
    const { wire, url, target } = request;
    const headers = hideSystemMetadata({ ...endToEndHeaders(wire.headers), host: this.host });
    // fauxqs looks at ranges and conditions of GET alone, so HEAD of an object is a GET without body.
    const isHead = wire.method === 'HEAD' && target === 'object';
    const method = isHead ? 'GET' : wire.method;
    const answer = await this.engine.call({ method, url, headers, body: wire.body });
    if (answer.status >= 500)
      throw new ApiError('InternalError', answer.body.toString(), answer.status);
    const shown = showSystemMetadata(answer.headers);
    if (!isHead) return { ...answer, headers: shown };
    const length = String(answer.body.length);
    return {
      status: answer.status,
      headers: { ...shown, ...(answer.status < 300 && { 'content-length': length }) },
      body: Buffer.alloc(0),
    };
  }
}
