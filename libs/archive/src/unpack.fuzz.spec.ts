import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fuzz, FUZZ_TIMEOUT_MS } from '@immortal/shared/testing';
import fc from 'fast-check';
import { UnpackError } from './errors';
import { unpack } from './unpack';
import { buildZip, type ZipEntry, type ZipOptions } from './testing/zip-builder';

const LIMIT = 1_000_000;

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));
  fs.mkdirSync(path.join(folder, 'outside'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Only a few names, so that entries repeat, contain and link to each other. */
const NAMES = ['a', 'b', 'a/b', './a', 'a/', 'a/b/', 'a/b/c', 'b/../a', 'lib\\a', 'é', 'c//d'];
const BAD_NAMES = ['..', '../outside/x', '/tmp/x', '', 'a/../../x', 'a\0b'];
const MODES = [0o100644, 0o100755, 0o120777, 0o120777, 0o644, 0];
const bytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const size = fc.constantFrom(0, 1, 5, 4e9, 0xffffffff);

function validEntryIn(outside: string): fc.Arbitrary<ZipEntry> {
  const target = fc.constantFrom('a', 'b', '..', '../outside', '../../outside', '/', outside);
  return fc
    .record({
      name: fc.oneof(fc.constantFrom(...NAMES), bytes(8)),
      data: fc.oneof(target, bytes(20)),
      mode: fc.constantFrom(...MODES),
      method: fc.constantFrom(0, 8),
      flags: fc.constantFrom(0, 0x800),
      descriptor: fc.boolean(),
      zip64: fc.boolean(),
    })
    .map((entry) => (String(entry.name).endsWith('/') ? { ...entry, data: '', method: 0 } : entry));
}

function entryIn(outside: string): fc.Arbitrary<ZipEntry> {
  const defects = fc.record(
    {
      name: fc.constantFrom(...BAD_NAMES),
      data: fc.constantFrom('', '\0', 'x'.repeat(5000)),
      mode: fc.constantFrom(0o060644, 0o040755),
      method: fc.constant(12),
      flags: fc.constant(1),
      localName: fc.string({ maxLength: 3 }),
      claims: fc.record(
        { size, packedSize: size, crc32: fc.nat(), offset: fc.nat(200) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  const defective = fc
    .tuple(validEntryIn(outside), defects)
    .map(([valid, defect]) => ({ ...valid, ...defect }));
  return fc.oneof(
    { weight: 15, arbitrary: validEntryIn(outside) },
    { weight: 1, arbitrary: defective },
  );
}

const options: fc.Arbitrary<ZipOptions> = fc.record(
  { comment: fc.string({ maxLength: 5 }), zip64: fc.boolean(), count: fc.nat(65_535) },
  { requiredKeys: [] },
);

/** Most zips are unchanged, because damaged ones are refused early. */
function zipIn(outside: string): fc.Arbitrary<Buffer> {
  const change = fc.tuple(fc.nat(), fc.nat(255));
  const rarely = <T>(arbitrary: fc.Arbitrary<T>, usual: T) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary });
  const entries = fc.array(entryIn(outside), { maxLength: 6 });
  return fc
    .tuple(
      entries,
      rarely(options, {}),
      rarely(fc.array(change, { maxLength: 3 }), []),
      rarely(fc.nat(400), Infinity),
    )
    .map(([all, how, changes, length]) => {
      const zip = buildZip(all, how);
      for (const [at, byte] of changes) zip[at % zip.length] = byte;
      return zip.subarray(0, length);
    });
}

it(
  'unpack either unpacks an archive or refuses it without a trace, and never writes outside of the folder',
  async () => {
    const outside = path.join(folder, 'outside');
    const root = path.join(folder, 'task');
    const archives = fc.array(zipIn(outside), { minLength: 1, maxLength: 2 });
    await fuzz('the archive', archives, async (zips) => {
      const layers = zips.map((zip, index) => ({ zip, subject: `layer ${index}` }));
      const end = await unpack(layers, root, LIMIT).catch((error: unknown) => error);
      const isRefused = end instanceof UnpackError;
      expect(isRefused || typeof end === 'number').toBe(true);
      expect(fs.readdirSync(folder).filter((entry) => entry !== 'task')).toEqual(['outside']);
      expect(fs.readdirSync(outside)).toEqual([]);
      const left = isRefused && fs.existsSync(root) ? fs.readdirSync(root) : [];
      expect(left).toEqual([]);
      fs.rmSync(root, { recursive: true, force: true });
    });
  },
  FUZZ_TIMEOUT_MS,
);
