// The images under test, built as users build them.
import path from 'node:path';
import { inspect, run } from './docker';
import { loadEmptyImage } from './empty-image';
import { withFiles } from './files';

const SCRIPTS = path.join(__dirname, '../../docker');
const AWS_IMAGE = 'public.ecr.aws/lambda/nodejs:24';

export interface Built {
  readonly image: string;
  /** What the image adds to its base. */
  readonly addedBytes: number;
}

/** For the local cloud too, which the suite starts. */
const chosen = (process.env['BASE_IMAGE'] ??=
  process.platform === 'linux' ? 'stand-in' : AWS_IMAGE);

/** The architectures, in Lambda's spelling. */
export const OWN_ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'x86_64';
export const OTHER_ARCHITECTURE = process.arch === 'arm64' ? 'x86_64' : 'arm64';

/** The runner on the image that BASE_IMAGE names, on the stand-in if this machine can build it, or on AWS's image. */
export async function buildImage(): Promise<Built> {
  const base = chosen === 'stand-in' ? await standIn() : chosen;
  return build('immortal-runner:test', base);
}

/** The runner for another runtime than Node.js 24, on AWS's image for it, or on its stand-in. */
export async function buildImageFor(runtime: string): Promise<Built> {
  const name = `immortal-runner:test-${runtime}`;
  const BASE_IMAGE = chosen === 'stand-in' ? chosen : undefined;
  return {
    image: await buildScript({ BASE_IMAGE }, '--for', `${runtime}/${OWN_ARCHITECTURE}`, name),
    addedBytes: 0,
  };
}

/** The runner for a processor that this machine does not have, on an empty image. */
export async function buildImageForOtherArchitecture(): Promise<string> {
  const base = 'immortal-empty:other';
  await loadEmptyImage(base, OTHER_ARCHITECTURE === 'arm64' ? 'arm64' : 'amd64');
  const pair = `nodejs24.x/${OTHER_ARCHITECTURE}`;
  return buildScript({ BASE_IMAGE: base }, '--for', pair, 'immortal-runner:test-other');
}

/**
 * The image of one pair in a registry, by the command of .github/workflows/deploy.yml.
 *
 * @param tagged `REPOSITORY:TAG`
 * @param pair such as `nodejs24.x/x86_64`
 * @returns the images by pair, with their digests; @throws if one can't be pushed
 */
export async function pushImages(tagged: string, pair: string): Promise<Record<string, string>> {
  const base = chosen === 'stand-in' ? await standIn() : chosen;
  // The environment may name another buildx builder than the default, such as the workflow's.
  const { PUSH_BUILDER } = process.env;
  const builder = PUSH_BUILDER === undefined ? {} : { BUILDX_BUILDER: PUSH_BUILDER };
  const variables = { ...process.env, ...builder, BASE_IMAGE: base };
  const script = path.join(SCRIPTS, 'build-images.sh');
  const printed = await withFiles({ needed: JSON.stringify([pair]) }, (folder) =>
    run(script, ['--push', tagged, path.join(folder, 'needed')], variables),
  );
  return JSON.parse(printed) as Record<string, string>;
}

function standIn(): Promise<string> {
  return run(path.join(SCRIPTS, 'stand-in-base.sh'), []);
}

function buildScript(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  return run(path.join(SCRIPTS, 'build-image.sh'), args, { ...process.env, ...env });
}

async function build(name: string, base: string): Promise<Built> {
  const image = await buildScript({ BASE_IMAGE: base }, name);
  const sizes = await Promise.all([image, base].map((one) => inspect<number>(one, '.Size')));
  return { image, addedBytes: (sizes[0] ?? 0) - (sizes[1] ?? 0) };
}
