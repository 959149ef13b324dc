// Headers that S3 stores with an object and returns, and that fauxqs drops: they are stored as user metadata, which it
// keeps.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#SysMetadata

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'expires'] as const;
const ENCODING = 'content-encoding';
// Only characters that the name of a header may have. No user's metadata begins like this.
const CARRIER = 'x-amz-meta-local-cloud-header-';

type Headers = Readonly<Record<string, string>>;

/** The headers of a write, with those that fauxqs would drop copied into metadata. */
export function hideSystemMetadata(headers: Headers): Record<string, string> {
  const hidden: Record<string, string> = { ...headers };
  for (const name of KEPT) if (headers[name] !== undefined) hidden[CARRIER + name] = headers[name];
  const encodings = (headers[ENCODING] ?? '').split(',').map((encoding) => encoding.trim());
  // aws-chunked is about the transfer; S3 does not keep it.
  const kept = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked');
  if (kept.length > 0) hidden[CARRIER + ENCODING] = kept.join(',');
  return hidden;
}

/** The headers of a read, with what was hidden back in its place. */
export function showSystemMetadata(headers: Headers): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) =>
    name.startsWith(CARRIER) ? [name.slice(CARRIER.length), value] : [name, value],
  );
  return Object.fromEntries(entries) as Record<string, string>;
}
