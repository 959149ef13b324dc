// The images under test, built as users build them.
import path from 'node:path';
import { inspect, run } from './docker';

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

const platform = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';

/** The runner on the image that BASE_IMAGE names, on the stand-in if this machine can build it, or on AWS's image. */
export async function buildImage(): Promise<Built> {
  const base = chosen === 'stand-in' ? await standIn() : chosen;
  return build('immortal-runner:test', base);
}

/** The runner with its own Node.js, on an image without one. */
export async function buildImageWithNode(): Promise<Built> {
  return build('immortal-runner:test-with-node', await standIn('without-node'), {
    NODE_IMAGE: await standIn(),
    TARGET: 'with-node',
    RUNTIMES: 'python3.13',
  });
}

/**
 * The runner in a registry, by the command of .github/workflows/deploy.yml.
 *
 * @returns its name with its digest; @throws if it can't be pushed
 */
export async function pushImage(tagged: string): Promise<string> {
  const base = chosen === 'stand-in' ? await standIn() : chosen;
  // The environment may name another buildx builder than the default, such as the workflow's.
  const { PUSH_BUILDER } = process.env;
  const builder = PUSH_BUILDER === undefined ? {} : { BUILDX_BUILDER: PUSH_BUILDER };
  const variables = { ...process.env, ...builder, BASE_IMAGE: base, PLATFORMS: platform };
  return run(path.join(SCRIPTS, 'build-image.sh'), ['--push', tagged], variables);
}

function standIn(...args: string[]): Promise<string> {
  return run(path.join(SCRIPTS, 'stand-in-base.sh'), args);
}

async function build(name: string, base: string, env: Record<string, string> = {}): Promise<Built> {
  const variables = { ...process.env, BASE_IMAGE: base, ...env };
  const image = await run(path.join(SCRIPTS, 'build-image.sh'), [name], variables);
  const sizes = await Promise.all([image, base].map((one) => inspect<number>(one, '.Size')));
  return { image, addedBytes: (sizes[0] ?? 0) - (sizes[1] ?? 0) };
}
