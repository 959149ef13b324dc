// An image without files, for any processor.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { docker, run } from './docker';
import { withFiles } from './files';

/** The two empty blocks at the end of an archive. */
const EMPTY_TAR = Buffer.alloc(1024);

/** @param architecture in Docker's spelling */
export async function loadEmptyImage(name: string, architecture: string): Promise<void> {
  const diffId = `sha256:${createHash('sha256').update(EMPTY_TAR).digest('hex')}`;
  const rootfs = { type: 'layers', diff_ids: [diffId] };
  const files = {
    'layer.tar': EMPTY_TAR,
    'config.json': JSON.stringify({ architecture, os: 'linux', config: {}, rootfs }),
    'manifest.json': JSON.stringify([
      { Config: 'config.json', RepoTags: [name], Layers: ['layer.tar'] },
    ]),
  };
  await withFiles(files, async (folder) => {
    const archive = path.join(folder, 'image.tar');
    await run('tar', ['-C', folder, '-cf', archive, ...Object.keys(files)]);
    await docker('load', '--input', archive);
  });
}
