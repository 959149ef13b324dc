// The buckets as the other services of the local cloud use them: typed calls, no HTTP.
import { checkBucketName } from './bucket-name';
import { type Engine } from '../storage/engine';
import { ApiError } from '../../kernel/errors';
import { readListing } from './list';
import { type WireResponse } from '../../kernel/wire';
import { unescapeXml } from '../../kernel/protocols/xml';

/** Every method throws ApiError with AWS's code, such as NoSuchKey. */
export class Buckets {
  constructor(
    private readonly engine: Engine,
    private readonly host: string,
  ) {}

  async create(name: string): Promise<void> {
    checkBucketName(name);
    succeeded(await this.#call('PUT', `/${name}/`));
  }

  /** @throws ApiError BucketNotEmpty; one that does not exist is deleted already */
  async delete(name: string): Promise<void> {
    const answer = await this.#call('DELETE', `/${name}/`);
    if (answer.status !== 404) succeeded(answer);
  }

  /** The keys of all objects; undefined if there is no such bucket. */
  async keys(name: string): Promise<string[] | undefined> {
    const path = `/${name}/?list-type=2&max-keys=${Number.MAX_SAFE_INTEGER}`;
    const answer = await this.#call('GET', path);
    if (answer.status === 404) return undefined;
    return readListing(succeeded(answer).toString()).map(({ key }) => key);
  }

  /** @throws ApiError NoSuchBucket, NoSuchKey */
  async read(name: string, key: string): Promise<Buffer> {
    const path = key.split('/').map(encodeURIComponent).join('/');
    return succeeded(await this.#call('GET', `/${name}/${path}`));
  }

  #call(method: string, url: string): Promise<WireResponse> {
    return this.engine.call({ method, url, headers: { host: this.host } });
  }
}

function succeeded({ status, body }: WireResponse): Buffer {
  if (status < 300) return body;
  const xml = body.toString();
  const [, code = 'InternalError'] = /<Code>(.*?)<\/Code>/s.exec(xml) ?? [];
  const [, message = xml] = /<Message>(.*?)<\/Message>/s.exec(xml) ?? [];
  throw new ApiError(code, unescapeXml(message), status);
}
