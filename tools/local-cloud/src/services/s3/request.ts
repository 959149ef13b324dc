// Parses a request to S3: its bucket, its object, and its parameters.
import { ApiError } from '../../kernel/errors';
import { header, type WireRequest } from '../../kernel/wire';

export interface S3Request {
  readonly wire: WireRequest;
  readonly method: string;
  /** What the request addresses: all buckets, one bucket, or one object. */
  readonly target: 'service' | 'bucket' | 'object';
  readonly bucket: string;
  /** Decoded; empty unless the target is an object. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** Path and query in path style, as fauxqs routes them. */
  readonly url: string;
}

// A bucket in the host name, where SDK clients put it unless forcePathStyle is set or the endpoint is an IP address.
const IN_HOST = /^(.+)\.(?:s3\.)?localhost(?::\d+)?$/;

/** @throws {ApiError} InvalidURI if the path is not valid percent-encoding */
export function readS3Request(wire: WireRequest): S3Request {
  const [path = '/', query = ''] = wire.url.split(/\?(.*)/s);
  const inHost = IN_HOST.exec(header(wire, 'host') ?? '')?.[1];
  const full = inHost === undefined ? path : `/${inHost}${path}`;
  const [, encodedBucket = '', encodedKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(full) ?? [];
  const [bucket, key] = [decode(encodedBucket), decode(encodedKey)];
  const target = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  // With a slash after the bucket, even one called "health" is a bucket to fauxqs.
  const route = target === 'service' ? '/' : `/${encodedBucket}/${encodedKey}`;
  return {
    wire,
    method: wire.method,
    target,
    bucket,
    key,
    query: new URLSearchParams(query),
    url: query === '' ? route : `${route}?${query}`,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new ApiError('InvalidURI', "Couldn't parse the specified URI.", 400, { cause });
  }
}
