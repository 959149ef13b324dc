import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { ArchiveError, FolderError, UnpackError } from './errors';
import { fileNames } from './layer';
import { buildZip, type ZipEntry, type ZipOptions } from './testing/zip-builder';
import { unpack } from './unpack';

const FILE = 0o100644;
const LINK = 0o120777;
const LIMIT = 1_000_000;
const SUBJECT = 'the code of function orders';

let folder: string;
let root: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unpack-'));
  root = path.join(folder, 'task');
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const unpackZip = (zip: Buffer, maxBytes = LIMIT) =>
  unpack([{ zip, subject: SUBJECT }], root, maxBytes);
const unpackEntries = (entries: readonly ZipEntry[], options?: ZipOptions) =>
  unpackZip(buildZip(entries, options));
const read = (name: string) => fs.readFileSync(path.join(root, name), 'utf8');
const modeOf = (name: string) => fs.statSync(path.join(root, name)).mode & 0o7777;
const tree = () => fs.readdirSync(root, { recursive: true }).map(String).sort();

describe('a valid zip', () => {
  it('is unpacked with its folders, stored and deflated files', async () => {
    const bytes = await unpackEntries([
      { name: 'index.js', data: 'exports', method: 8 },
      { name: 'lib/deep/er.txt', data: 'stored' },
      { name: 'empty/' },
      { name: 'nothing.txt', method: 8 },
      { name: 'größe/ß.txt', data: 'ß' },
    ]);

    expect(tree()).toEqual(
      [
        'empty',
        'größe',
        'größe/ß.txt',
        'index.js',
        'lib',
        'lib/deep',
        'lib/deep/er.txt',
        'nothing.txt',
      ].sort(),
    );
    expect(read('index.js')).toBe('exports');
    expect(read('lib/deep/er.txt')).toBe('stored');
    expect(read('nothing.txt')).toBe('');
    expect(bytes).toBe(15);
  });

  it.each<[string, ZipEntry[], ZipOptions?]>([
    ['sizes and checksums that follow the data', [{ name: 'a', data: 'x', descriptor: true }]],
    ['zip64 sizes', [{ name: 'a', data: 'x', method: 8, zip64: true }]],
    ['a zip64 end record', [{ name: 'a', data: 'x', zip64: true }], { zip64: true }],
    [
      'a comment of the greatest length',
      [{ name: 'a', data: 'x' }],
      { comment: 'c'.repeat(65535) },
    ],
    ['a zip64 end and a comment', [{ name: 'a', data: 'x' }], { zip64: true, comment: 'hello' }],
    ['names that begin with a dot and a slash', [{ name: './a', data: 'x' }, { name: './' }]],
    ['a name that goes up within the folder', [{ name: 'b/../a', data: 'x' }]],
    [
      'a name twice, of which the last one counts',
      [
        { name: 'a', data: 'first, and longer', method: 8 },
        { name: 'a', data: 'x' },
      ],
    ],
    [
      'a name twice in two spellings',
      [
        { name: 'b/../a', data: 'first' },
        { name: './a', data: 'x' },
      ],
    ],
    [
      'a name twice in its directory for one place',
      [
        { name: 'a', data: 'x' },
        { name: 'a', data: 'x', claims: { offset: 0 } },
      ],
    ],
    [
      'a file in the place of an earlier link',
      [
        { name: 'a', data: '/etc/passwd', mode: LINK },
        { name: 'a', data: 'x' },
      ],
    ],
    [
      'the same folder twice',
      [{ name: 'b/' }, { name: 'b/c' }, { name: 'b/' }, { name: './b/' }, { name: 'a', data: 'x' }],
    ],
  ])('is unpacked with %s', async (_what, entries, options = {}) => {
    await unpackEntries(entries, options);

    expect(read('a')).toBe('x');
  });

  it('is unpacked after a program, with offsets from the start of the file or of the zip', async () => {
    const program = Buffer.from('#!/usr/bin/env python\n');
    const zip = buildZip([{ name: 'a', data: 'x', method: 8 }]);
    await unpackZip(Buffer.concat([program, zip]));
    expect(read('a')).toBe('x');
    fs.rmSync(root, { recursive: true });

    const end = zip.length - 22;
    zip.writeUInt32LE(zip.readUInt32LE(end + 16) + program.length, end + 16);
    const directory = zip.indexOf('PK\x01\x02');
    zip.writeUInt32LE(program.length, directory + 42);
    await unpackZip(Buffer.concat([program, zip]));
    expect(read('a')).toBe('x');
  });

  it('yields an empty folder if it has no entries', async () => {
    await unpackEntries([]);

    expect(tree()).toEqual([]);
  });

  it('is not confused with a zip inside it', async () => {
    const inner = buildZip([{ name: 'a', data: 'inner' }]);
    await unpackEntries([
      { name: 'a', data: 'outer' },
      { name: 'inner.zip', data: inner },
    ]);

    expect(read('a')).toBe('outer');
  });

  it('keeps permissions without setuid, setgid and sticky bits, whatever the umask', async () => {
    const umask = process.umask(0o077);
    await unpackEntries([
      { name: 'run', mode: 0o100755 },
      { name: 'suid', mode: 0o107755 },
      { name: 'group', mode: 0o100664 },
      { name: 'none', mode: 0o100000 },
      { name: 'dos' },
      { name: 'closed/', mode: 0o040000 },
      { name: 'closed/file', mode: FILE },
    ]).finally(() => process.umask(umask));

    expect(['run', 'suid', 'group', 'none', 'dos', 'closed'].map(modeOf)).toEqual([
      0o755, 0o755, 0o664, 0o644, 0o644, 0o755,
    ]);
  });

  it('keeps backslashes in names as characters', async () => {
    await unpackEntries([{ name: 'lib\\util.js', data: 'x' }, { name: '..\\b' }, { name: '\\' }]);

    expect(tree()).toEqual(['..\\b', '\\', 'lib\\util.js']);
  });

  it('reads names that are not valid UTF-8 as CP437', async () => {
    const bytes = Array.from({ length: 128 }, (_, index) => index + 128);
    await unpackEntries([
      { name: Buffer.from([0x81, 0x62, 0x65, 0x72, 0x2f, 0x84]), data: 'über/ä', flags: 0 },
      { name: Buffer.from([0x61, 0xff]), data: 'marked as UTF-8' },
      ...bytes.map((byte) => ({ name: Buffer.from([0x2d, byte]) })),
    ]);

    expect(read('über/ä')).toBe('über/ä');
    expect(read('a\u00a0')).toBe('marked as UTF-8');
    expect(tree().filter((name) => name.startsWith('-'))).toHaveLength(128);
  });

  it('keeps links unchanged, whatever their targets', async () => {
    const targets = {
      node_modules: '/opt/nodejs/node_modules',
      outside: '../../elsewhere',
      self: 'self',
      there: 'back',
      back: 'there',
      'deep/under': 'outside/..',
    };
    await unpackEntries(
      Object.entries(targets).map(([name, data]) => ({ name, data, mode: LINK })),
    );

    for (const [name, target] of Object.entries(targets)) {
      expect(fs.readlinkSync(path.join(root, name))).toBe(target);
    }
  });

  it('keeps the bytes of a link target that is not UTF-8', async () => {
    const target = Buffer.from([0x61, 0xff]);
    await unpackEntries([{ name: 'a', data: target, mode: LINK }]);

    expect(fs.readlinkSync(path.join(root, 'a'), 'buffer')).toEqual(target);
  });

  it('keeps links inside the folder, even broken ones', async () => {
    await unpackEntries([
      { name: 'bin/tool', data: '../lib/tool.js', mode: LINK },
      { name: 'lib/tool.js', data: 'tool' },
      { name: 'libs', data: 'bin/../lib', mode: LINK },
      { name: 'again', data: 'libs/tool.js', mode: LINK },
      { name: 'nowhere', data: 'not/there', mode: LINK },
    ]);

    expect(read('bin/tool')).toBe('tool');
    expect(read('again')).toBe('tool');
    expect(fs.readlinkSync(path.join(root, 'nowhere'))).toBe('not/there');
  });

  it('is unpacked into an existing empty folder', async () => {
    fs.mkdirSync(root);
    const { ino } = fs.statSync(root);
    await unpackEntries([{ name: 'a' }]);

    expect(fs.statSync(root).ino).toBe(ino);
    expect(tree()).toEqual(['a']);
  });

  it('is unpacked whatever the names and contents of its files', async () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !/[/\\\0]/.test(text) && text !== '.' && text !== '..');
    const files = fc.uniqueArray(
      fc.record({ name: segment, data: fc.uint8Array(), method: fc.constantFrom(0, 8) }),
      { selector: ({ name }) => name, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(files, async (entries) => {
        await unpackEntries(entries.map((entry) => ({ ...entry, data: Buffer.from(entry.data) })));
        const found = entries.map(({ name }) => fs.readFileSync(path.join(root, name)));
        expect(found).toEqual(entries.map(({ data }) => Buffer.from(data)));
        fs.rmSync(root, { recursive: true });
      }),
      { numRuns: 50 },
    );
  });
});

describe('a hostile or damaged zip', () => {
  const good: ZipEntry = { name: 'index.js', data: 'good', mode: FILE };

  it.each<[string, ZipEntry[], string]>([
    ['has an entry outside of the folder', [{ name: '../evil' }], 'outside of the folder'],
    [
      'has an entry outside of the folder, indirectly',
      [{ name: 'a/b/../../../evil' }],
      'outside of the folder',
    ],
    ['has an absolute name', [{ name: '/etc/evil' }], 'an absolute name'],
    ['has a NUL in a name', [{ name: 'a\0b' }], 'a NUL character'],
    ['has an entry without a name', [{ name: '' }], 'has no name'],
    ['has a folder and a file of one name', [{ name: 'a' }, { name: 'a/' }], 'exists twice'],
    ['has a file and a folder of one name', [{ name: 'a/' }, { name: 'a' }], 'exists twice'],
    ['has a file within a file', [{ name: 'a' }, { name: 'a/b/c' }], 'is inside "a"'],
    [
      'has a file within a later file',
      [{ name: 'a/b/c' }, { name: 'a/b' }],
      '"a/b" is a file, but',
    ],
    [
      'writes through a link',
      [
        { name: 'a', data: 'b', mode: LINK },
        { name: 'a/c', data: 'x' },
      ],
      'is inside "a"',
    ],
    [
      'writes through an absolute link that a folder entry repeats',
      [{ name: 'a/' }, { name: 'a', data: '/tmp', mode: LINK }, { name: 'a/c', data: 'x' }],
      'once as a folder and once as something else',
    ],
    [
      'writes through a link that comes later',
      [
        { name: 'a/c', data: 'x' },
        { name: 'a', data: '/tmp', mode: LINK },
      ],
      'is a link, but contains entries',
    ],
    [
      'makes a link within a link',
      [
        { name: 'a', data: '/tmp', mode: LINK },
        { name: 'a/b', data: '/etc', mode: LINK },
      ],
      'is inside "a"',
    ],
    ['has a name that is too long for Linux', [{ name: 'a/'.repeat(2048) }], 'more than 4095'],
    ['has an empty link target', [{ name: 'a', data: '', mode: LINK }], 'has no valid link target'],
    [
      'has a link target with a NUL character',
      [{ name: 'a', data: 'b\0', mode: LINK }],
      'has no valid link target',
    ],
    [
      'has a link target that is too long',
      [{ name: 'a', data: 'b'.repeat(5000), mode: LINK }],
      'too long',
    ],
    ['contains a device', [{ name: 'a', mode: 0o060644 }], 'is not a file'],
    ['contains a pipe', [{ name: 'a', mode: 0o010644 }], 'is not a file'],
    ['has a folder with data', [{ name: 'a/', data: 'x' }], 'a directory, but has data'],
    ['is encrypted', [{ name: 'a', flags: 1 }], 'is encrypted'],
    ['has an unknown method', [{ name: 'a', method: 12 }], 'the unknown compression method 12'],
    ['has a wrong CRC-32', [{ name: 'a', data: 'x', claims: { crc32: 1 } }], 'its CRC-32'],
    [
      'has less data than stated',
      [{ name: 'a', data: 'x', claims: { size: 2 } }],
      '1 bytes instead',
    ],
    [
      'has less deflated data than stated',
      [{ name: 'a', data: 'x', method: 8, claims: { size: 2 } }],
      '1 bytes instead of 2',
    ],
    [
      'has more data than stated',
      [{ name: 'a', data: 'x'.repeat(99), method: 8, claims: { size: 9 } }],
      'more data than its 9 bytes',
    ],
    [
      'has data where none is stated',
      [{ name: 'a', data: 'x', method: 8, claims: { size: 0 } }],
      '1 bytes instead of 0',
    ],
    [
      'has damaged data',
      [{ name: 'a', data: 'x'.repeat(99), method: 8, claims: { packedSize: 2 } }],
      "can't be unpacked",
    ],
    ['has data beyond its end', [{ name: 'a', claims: { packedSize: 9e6 } }], 'is truncated'],
    ['has an entry beyond its end', [{ name: 'a', claims: { offset: 9e6 } }], 'beyond the end'],
    ['points at no entry', [{ name: 'a', claims: { offset: 3 } }], 'no local header'],
    ['has another name in its local header', [{ name: 'a', localName: 'b' }], 'another name'],
    [
      'unpacks beyond the cap',
      [{ name: 'a', data: Buffer.alloc(2 * LIMIT), method: 8 }],
      'more than',
    ],
    [
      'claims to unpack beyond the cap',
      [{ name: 'a', data: 'x', claims: { size: 4e9 } }],
      'more than',
    ],
  ])('is refused if it %s', async (_what, entries, problem) => {
    const refused = unpackEntries([good, ...entries]);

    await expect(refused).rejects.toThrow(ArchiveError);
    await expect(refused).rejects.toThrow(`The zip with ${SUBJECT} is refused: `);
    await expect(refused).rejects.toThrow(problem);
    expect(fs.existsSync(root) ? tree() : []).toEqual([]);
  });

  it('is refused if its entries share bytes', async () => {
    // The data of the first entry is a complete second entry, which the directory lists too.
    const inner = buildZip([{ name: 'b', data: 'x' }]).subarray(0, 32);
    const zip = buildZip([
      { name: 'a', data: inner },
      { name: 'b', data: 'x', claims: { offset: 31 } },
    ]);

    await expect(unpackZip(zip)).rejects.toThrow('"b" shares its bytes with another entry');
  });

  it('is refused if an entry overlaps the directory', async () => {
    const zip = buildZip([{ name: 'a', data: 'x', claims: { packedSize: 20, size: 20 } }]);

    await expect(unpackZip(zip)).rejects.toThrow("shares its bytes with the zip's directory");
  });

  it.each([
    ['fewer', 1, 'more entries than its end record states'],
    ['more', 3, 'cannot be read|no entry'],
  ])('is refused if its end record states %s entries', async (_what, count, problem) => {
    const refused = unpackEntries([{ name: 'a' }, { name: 'b' }], { count });

    await expect(refused).rejects.toThrow(new RegExp(problem));
  });

  it('is refused if its comment contains another end record', async () => {
    const other = buildZip([{ name: 'index.js', data: 'evil' }]);

    await expect(unpackEntries([good], { comment: other })).rejects.toThrow('another end record');
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['no zip', Buffer.from('<html>')],
    ['only a signature', Buffer.from('PK\x05\x06')],
  ])('is refused if it is %s', async (_what, zip) => {
    await expect(unpackZip(zip)).rejects.toThrow('truncated or not a zip');
  });

  it('is refused at whatever byte it is truncated', async () => {
    const zip = buildZip([good, { name: 'b', data: 'x', zip64: true }], { zip64: true });
    for (let length = 0; length < zip.length; length += 1) {
      await expect(unpackZip(zip.subarray(0, length))).rejects.toThrow(ArchiveError);
    }
    expect(fs.existsSync(root)).toBe(false);
  });

  it('is refused if it claims more entries than fit into it', async () => {
    const zip = buildZip([good], { zip64: true });
    zip.writeBigUInt64LE(0xffff_fff0n, zip.indexOf('PK\x06\x06') + 32);
    await expect(unpackZip(zip)).rejects.toThrow('claims 4294967280 entries');
  });

  it('is unpacked or refused in time proportional to its size', async () => {
    const links = Array.from({ length: 100 }, (_, index) => index);
    const chain = links.map((index) => {
      const next = `l${index + 1}`;
      return { name: `l${index}`, data: `${next}/../${next}`, mode: LINK };
    });
    await unpackEntries(chain);
    expect(tree()).toHaveLength(100);

    const deep = Array.from({ length: 10 }, (_, index) => ({
      name: `${index}/${'a/'.repeat(2040)}`,
    }));
    await expect(unpackEntries(deep)).rejects.toThrow('more than 10000000 segments');
  });

  it('is unpacked correctly or refused, whichever bytes are changed', async () => {
    const zip = buildZip(
      [good, { name: 'l', data: 'index.js', mode: LINK }, { name: 'd/', zip64: true }],
      { comment: 'c', zip64: true },
    );
    const changes = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(changes, async (bytes) => {
        const changed = Buffer.from(zip);
        for (const [at, byte] of bytes) changed[at] = byte;
        const error = await unpackZip(changed).catch((reason: unknown) => reason);
        expect(typeof error === 'number' || error instanceof UnpackError).toBe(true);
        expect(fs.readdirSync(folder).filter((name) => name !== 'task')).toEqual([]);
        fs.rmSync(root, { recursive: true, force: true });
      }),
      { numRuns: 500 },
    );
  });
});

it('fileNames lists the paths that unpack creates', async () => {
  const zip = buildZip([
    { name: './index.js' },
    { name: 'lib/' },
    { name: 'lib/../b' },
    { name: 'b' },
    { name: 'l', data: '/opt', mode: LINK },
  ]);

  expect(await fileNames({ zip, subject: SUBJECT })).toEqual(['index.js', 'b', 'l']);
});

describe('layers', () => {
  const layer = (subject: string, entries: ZipEntry[]) => ({ subject, zip: buildZip(entries) });

  it('are unpacked over each other in order', async () => {
    await unpack(
      [
        layer('a', [
          { name: 'both', data: 'a' },
          { name: 'a/', mode: 0o040755 },
          { name: 'folder/file', data: 'a' },
          { name: 'leaf', data: 'a' },
          { name: 'link', data: 'a', mode: LINK },
        ]),
        layer('b', [
          { name: 'both', data: 'b' },
          { name: 'folder', data: 'b' },
          { name: 'leaf/file', data: 'b' },
          { name: 'link/file', data: 'b' },
        ]),
      ],
      root,
      LIMIT,
    );

    expect(['both', 'folder', 'leaf/file', 'link/file'].map(read)).toEqual(['b', 'b', 'b', 'b']);
    expect(tree()).toContain('a');
  });

  it('write nothing through a link of an earlier layer', async () => {
    const outside = path.join(folder, 'outside');
    fs.mkdirSync(outside);
    const archives = [
      layer('a', [{ name: 'up', data: outside, mode: LINK }]),
      layer('b', [{ name: 'up/evil', data: 'x' }]),
    ];
    await unpack(archives, root, LIMIT);

    expect(fs.readdirSync(outside)).toEqual([]);
    expect(read('up/evil')).toBe('x');
  });

  it('share one size limit', async () => {
    const archives = ['a', 'b'].map((name) => layer(name, [{ name, data: Buffer.alloc(600) }]));

    await expect(unpack(archives, root, 1000)).rejects.toThrow('b is refused: it unpacks to more');
  });
});

describe('the target folder', () => {
  it('is refused and left unchanged if it is not empty', async () => {
    fs.mkdirSync(root);
    fs.writeFileSync(path.join(root, 'mine'), '');

    await expect(unpackEntries([{ name: 'a' }])).rejects.toThrow(FolderError);
    expect(tree()).toEqual(['mine']);
  });

  it('is refused if it cannot be created', async () => {
    fs.writeFileSync(root, 'a file');

    await expect(unpackEntries([{ name: 'a' }])).rejects.toThrow(/can't be written to .*EEXIST/);
  });

  it('is emptied if the disk is full, and the error says so', async () => {
    const { writeFileSync } = fs;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((file, ...rest) => {
      if (String(file).endsWith('full')) {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      }
      writeFileSync(file, ...rest);
    });
    const unpacked = unpackEntries([
      { name: 'a', data: 'x' },
      { name: 'b/c', data: 'x' },
      { name: 'b/l', data: '/etc', mode: LINK },
      { name: 'd/full', data: 'x' },
    ]).finally(() => jest.restoreAllMocks());

    await expect(unpacked).rejects.toThrow('The disk is full');
    expect(tree()).toEqual([]);
  });

  it("is emptied if its path makes the archive's names too long", async () => {
    const unpacked = unpackEntries([{ name: 'good' }, { name: 'a/'.repeat(2040) }]);

    await expect(unpacked).rejects.toThrow(/can't be written to .*ENAMETOOLONG/);
    expect(tree()).toEqual([]);
  });
});

describe('a zip made by the zip command', () => {
  const zipCommand = (...args: string[]) => execFileSync('zip', ['-q', ...args], { cwd: folder });
  const available = fs.existsSync('/usr/bin/zip');
  if (!available) console.warn('Not run, for want of /usr/bin/zip: zips of the zip command.');

  (available ? describe : describe.skip)('with modes and links', () => {
    it.each([[['-ry']], [['-ry', '-fz']], [['-ry', '-0']]])('is unpacked (%s)', async (options) => {
      fs.mkdirSync(path.join(folder, 'bin'));
      fs.writeFileSync(path.join(folder, 'bin/run'), 'run', { mode: 0o755 });
      fs.symlinkSync('bin/run', path.join(folder, 'start'));
      zipCommand(...options, 'a.zip', 'bin', 'start');
      await unpackZip(fs.readFileSync(path.join(folder, 'a.zip')));

      expect(read('start')).toBe('run');
      expect(modeOf('bin/run')).toBe(0o755);
    });
  });
});
