// For specs: a zip of a few files, by name.
import { buildZip } from '@immortal/archive/testing';

export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  return buildZip(Object.entries(files).map(([name, data]) => ({ name, data })));
}
