// What a spec needs to run functions in the runner's container: an image, Lambda, and cleanup.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildZip } from '@immortal/archive/testing';
import { Container, type ContainerOptions, type Ended, removeContainers } from './container';
import { type Configuration, FakeLambda } from './fake-lambda';
import { type Built } from './images';

export interface RunnerUnderTest {
  readonly built: Built;
  /** @param configuration differences from the usual function */
  readonly start: (
    configuration: Configuration,
    options?: Partial<ContainerOptions>,
  ) => Promise<Container>;
  readonly runToEnd: (...args: Parameters<RunnerUnderTest['start']>) => Promise<Ended>;
}

const FIXTURES = path.join(__dirname, 'fixtures');
/** More than 1 MB. */
const UNPACKED_BYTES = 2_000_000;
const MEMORY_MB = 512;
const BUILD_MS = 300_000;

/** Call it within the `describe` that needs it. */
export function useRunner(build: () => Promise<Built>): RunnerUnderTest {
  let built: Built;
  let lambda: FakeLambda;

  beforeAll(async () => {
    lambda = await FakeLambda.start(fixturesZip());
    built = await build();
  }, BUILD_MS);
  afterEach(removeContainers);
  afterAll(() => lambda.stop());

  const start: RunnerUnderTest['start'] = (configuration, { env, ...options } = {}) => {
    const { memoryMb = MEMORY_MB } = options;
    const variables = {
      ...lambda.register('orders', configuration),
      ECS_CONTAINER_METADATA_URI_V4: lambda.metadataUri(memoryMb),
      ...env,
    };
    return Container.start({ image: built.image, env: variables, ...options, memoryMb });
  };
  return {
    start,
    runToEnd: async (...args) => (await start(...args)).ended(),
    get built() {
      return built;
    },
  };
}

function fixturesZip(): Buffer {
  return buildZip([
    ...readdirSync(FIXTURES).map((name) => ({
      name,
      data: readFileSync(path.join(FIXTURES, name)),
      mode: 0o100755,
    })),
    // A disk that is too small for the code.
    { name: 'zeros', data: Buffer.alloc(UNPACKED_BYTES), method: 8 },
  ]);
}
