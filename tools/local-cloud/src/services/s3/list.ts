// ListObjects and ListObjectsV2: fauxqs returns all keys, and this file forms the pages. The pages of fauxqs lose keys,
// because it sorts keys by the rules of a language, but cuts the pages by the order of bytes.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
import { ApiError } from '../../kernel/errors';
import { escapeXml, unescapeXml } from '../../kernel/protocols/xml';

/** One object of a bucket: its key, and the XML of everything else that a listing says of it. */
export interface Listed {
  readonly key: string;
  readonly rest: string;
}

// As AWS does, however many are asked for.
const MAX_KEYS = 1000;

/** The objects in an answer of fauxqs. */
export function readListing(xml: string): Listed[] {
  const found = xml.matchAll(/<Contents><Key>(.*?)<\/Key>(.*?)<\/Contents>/gs);
  return [...found].map(([, key = '', rest = '']) => ({ key: unescapeXml(key), rest }));
}

/**
 * One page of a listing, as XML.
 *
 * @param objects all objects of the bucket, in any order
 * @param query `list-type=2` makes it a page of ListObjectsV2
 */
export function listPage(
  bucket: string,
  objects: readonly Listed[],
  query: URLSearchParams,
): string {
  const ask = readQuery(query);
  const [page, rest] = cut(entriesAfter(objects, ask), ask.maxKeys);
  const truncated = rest.length > 0 && ask.maxKeys > 0;
  const encode = (text: string) => escapeXml(ask.urlEncoded ? encodeURIComponent(text) : text);
  const shown = page.map(({ name, object }) =>
    object
      ? `<Contents><Key>${encode(name)}</Key>${object.rest}</Contents>`
      : `<CommonPrefixes><Prefix>${encode(name)}</Prefix></CommonPrefixes>`,
  );
  const fields: [string, string | number | boolean | undefined][] = [
    ['Name', bucket],
    ['Prefix', encode(ask.prefix)],
    ['Delimiter', ask.delimiter && encode(ask.delimiter)],
    ['MaxKeys', ask.maxKeys],
    ['EncodingType', ask.urlEncoded ? 'url' : undefined],
    ['IsTruncated', truncated],
    ...position(ask, truncated ? page.at(-1)?.name : undefined, page.length, encode),
  ];
  const head = fields.map(([name, value]) =>
    value === undefined ? '' : `<${name}>${value}</${name}>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${[...head, ...shown].join('')}</ListBucketResult>`;
}

type Ask = ReturnType<typeof readQuery>;

function readQuery(query: URLSearchParams) {
  const token = query.get('continuation-token') ?? undefined;
  const goOn = token === undefined ? query.get('marker') : Buffer.from(token, 'base64').toString();
  return {
    version2: query.get('list-type') === '2',
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? undefined,
    maxKeys: readMaxKeys(query.get('max-keys') ?? String(MAX_KEYS)),
    urlEncoded: query.get('encoding-type') === 'url',
    token,
    startAfter: query.get('start-after') ?? undefined,
    /** Where the page before ended: a key or a common prefix. */
    goOn: goOn ?? undefined,
  };
}

function readMaxKeys(text: string): number {
  if (/^\d+$/.test(text)) return Math.min(Number(text), MAX_KEYS);
  throw new ApiError('InvalidArgument', `max-keys is ${text}: it must be a number from 0 on`);
}

interface Entry {
  /** A key, or a common prefix if there is no object. */
  readonly name: string;
  readonly object?: Listed;
}

/** All entries after the point where the listing continues, with each common prefix once. */
function entriesAfter(objects: readonly Listed[], ask: Ask): Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of [...objects].sort((a, b) => byBytes(a.key, b.key))) {
    const { key } = object;
    if (!key.startsWith(ask.prefix) || byBytes(key, ask.goOn ?? ask.startAfter ?? '') <= 0)
      continue;
    const end = ask.delimiter ? key.indexOf(ask.delimiter, ask.prefix.length) : -1;
    const name = end < 0 ? key : key.slice(0, end + (ask.delimiter?.length ?? 0));
    // A common prefix that ended the page before is done, with all that begins with it.
    if (end >= 0 && name === ask.goOn) continue;
    entries.set(name, end < 0 ? { name, object } : { name });
  }
  return [...entries.values()];
}

/** S3 sorts keys by their UTF-8 bytes. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const cut = <T>(items: readonly T[], at: number): [T[], T[]] => [
  items.slice(0, at),
  items.slice(at),
];

/** The fields that say where this page begins and where the next one does. */
function position(
  ask: Ask,
  last: string | undefined,
  count: number,
  encode: (text: string) => string,
): [string, string | number | undefined][] {
  if (!ask.version2)
    return [
      ['Marker', encode(ask.goOn ?? '')],
      ['NextMarker', last === undefined ? undefined : encode(last)],
    ];
  return [
    ['KeyCount', count],
    ['StartAfter', ask.startAfter && encode(ask.startAfter)],
    ['ContinuationToken', ask.token],
    ['NextContinuationToken', last && Buffer.from(last).toString('base64')],
  ];
}
