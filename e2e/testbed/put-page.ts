// A web page in a bucket of the local cloud, as something hostile could put it there.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Cloud } from '@immortal/local-cloud';
import { SignatureV4 } from '@smithy/signature-v4';

export interface BucketPage {
  readonly bucket: string;
  readonly key: string;
  /** Such as `text/html`. */
  readonly type: string;
  readonly content: string;
}

/** @returns a presigned URL that shows the page for a minute */
export async function putPage(cloud: Cloud, page: BucketPage): Promise<string> {
  const { origin, stack, callers } = cloud;
  const { region } = stack;
  const credentials = callers.developer;
  const s3 = new S3Client({ endpoint: origin, region, credentials, forcePathStyle: true });
  const { bucket: Bucket, key: Key, content: Body, type: ContentType } = page;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
  const { sha256 } = s3.config;
  s3.destroy();
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials,
    sha256,
    uriEscapePath: false,
  });
  const { protocol, host } = new URL(origin);
  const path = `/${Bucket}/${Key}`;
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const request = { method: 'GET', protocol, hostname: host, path, query: {}, headers };
  const { query = {} } = await signer.presign(request, { expiresIn: 60 });
  const parameters = new URLSearchParams(query as Record<string, string>);
  return `${origin}${path}?${parameters.toString()}`;
}
