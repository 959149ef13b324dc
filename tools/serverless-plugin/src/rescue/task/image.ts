// The image that a function's container starts from: by the function's runtime and architecture.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ARCHITECTURES } from '@immortal/shared/prices';
import { PluginError } from '../../errors';
import { type Serverless } from '../../framework';
import { type TemplateValue } from '../../template';
import { type RescuedFunction } from '../rescued-function';
import { readRuntimes } from './runtimes';

/** For the pipeline, which builds these images before it deploys. */
const PAIRS_FILE = '.serverless/runner-images.json';
const FORM =
  'a map of <runtime>/<architecture>, such as nodejs24.x/x86_64, to an image, or its JSON text';

export interface RunnerImage {
  /** `<runtime>/<architecture>`. */
  readonly pair: string;
  /** As Lambda spells it: x86_64 or arm64. */
  readonly architecture: string;
  readonly image: TemplateValue;
}

type Custom = Readonly<Record<string, unknown>>;

/**
 * The image that custom.runnerImages names or, if that names none at all, the one in the repository `<service>-runner`
 * whose tag is `<runtime>-<architecture>`.
 *
 * @throws {PluginError} if no image can be built for the function, or custom.runnerImages lacks it
 */
export function imageOf(
  fn: Pick<RescuedFunction, 'key' | 'properties'>,
  { service, serviceDir }: Pick<Serverless, 'service' | 'serviceDir'>,
): RunnerImage {
  const { runtime, architecture } = platformOf(fn, readRuntimes(serviceDir));
  const pair = `${runtime}/${architecture}`;
  const images = imagesIn(service.custom ?? {});
  if (Object.keys(images).length > 0) {
    return { pair, architecture, image: namedImage(fn.key, pair, images) };
  }
  const tag = `${runtime}-${architecture}`;
  const repository = `\${AWS::AccountId}.dkr.ecr.\${AWS::Region}.amazonaws.com/${service.service}-runner`;
  return { pair, architecture, image: { 'Fn::Sub': `${repository}:${tag}` } };
}

/** Writes the pairs that the service needs, each once, as a sorted JSON list. */
export function writeImagePairs(images: readonly Pick<RunnerImage, 'pair'>[], folder: string) {
  const pairs = [...new Set(images.map(({ pair }) => pair))].sort();
  const file = path.join(folder, PAIRS_FILE);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(pairs)}\n`);
}

/** Lambda's default architecture is x86_64; a runtime has none. */
function platformOf(
  { key, properties }: Pick<RescuedFunction, 'key' | 'properties'>,
  runtimes: readonly string[] | undefined,
) {
  const { Runtime: runtime, Architectures = ['x86_64'] } = properties;
  const architecture: unknown = Array.isArray(Architectures) ? Architectures[0] : Architectures;
  const known: readonly unknown[] = ARCHITECTURES;
  if (typeof architecture !== 'string' || !known.includes(architecture)) {
    throw new PluginError(
      `functions.${key} has rescue:, but its architecture is ${JSON.stringify(architecture)}, and its container needs one that is known when you package. Write ${ARCHITECTURES.join(' or ')}.`,
    );
  }
  if (typeof runtime !== 'string' || runtimes?.includes(runtime) === false) {
    throw new PluginError(
      `functions.${key} has rescue:, but no image of the runner can be built for its runtime ${JSON.stringify(runtime)}. Use ${runtimes?.join(', ') ?? 'the name of a runtime'}, or remove its rescue:.`,
    );
  }
  return { runtime, architecture };
}

function imagesIn(custom: Custom): Custom {
  if ((custom['runnerImage'] ?? undefined) !== undefined) {
    throw new PluginError(
      `custom.runnerImage is ${JSON.stringify(custom['runnerImage'])}, which no longer has a meaning: each runtime has an image of its own. Replace it by custom.runnerImages, ${FORM}.`,
    );
  }
  const images = parsed(custom['runnerImages']);
  if (typeof images === 'object' && !Array.isArray(images)) return images as Custom;
  throw new PluginError(`custom.runnerImages is ${JSON.stringify(images)}. Write ${FORM}.`);
}

/** A variable of the environment has JSON text, and is empty or missing for a deployment by hand. */
function parsed(images: unknown): unknown {
  if (typeof images !== 'string') return images ?? {};
  if (images.trim() === '') return {};
  try {
    return (JSON.parse(images) as unknown) ?? images;
  } catch {
    return images;
  }
}

function namedImage(key: string, pair: string, images: Custom): TemplateValue {
  const image = Object.hasOwn(images, pair) ? images[pair] : undefined;
  if (typeof image === 'object' && image !== null) return image as TemplateValue;
  if (typeof image === 'string' && image.trim() !== '') {
    return image.includes('${') ? { 'Fn::Sub': image } : image;
  }
  const given =
    image === undefined
      ? `has only ${Object.keys(images).join(', ')}`
      : `gives it ${JSON.stringify(image)}`;
  throw new PluginError(
    `functions.${key} needs the image for ${pair}, and custom.runnerImages ${given}. Build it (docker/build-image.sh --for ${pair}), and add it there.`,
  );
}
