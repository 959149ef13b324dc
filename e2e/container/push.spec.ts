import { docker } from './docker';
import { OWN_ARCHITECTURE, pushImages } from './images';
import { Registry } from './registry';
import { useRunner } from './runner';

const BUILD_MS = 300_000;
const PAIR = `nodejs24.x/${OWN_ARCHITECTURE}`;
const TAG = `1-nodejs24.x-${OWN_ARCHITECTURE}`;

describe('the image in a registry', () => {
  let registry: Registry;
  let pushed: string;

  const push = () => pushImages(`${registry.host}/immortal-runner:1`, PAIR);

  beforeAll(async () => {
    registry = await Registry.start();
    pushed = (await push())[PAIR]!;
  }, BUILD_MS);
  afterAll(async () => {
    await registry.stop();
    const images = await docker('image', 'ls', '--quiet', `${registry.host}/immortal-runner`);
    await docker('image', 'rm', '--force', ...images.split('\n'));
  });

  it('is printed with the digest in the registry', () => {
    const [digest] = registry.digestsOf(`immortal-runner:${TAG}`);
    expect(pushed).toBe(`${registry.host}/immortal-runner@${digest}`);
  });

  it('is not pushed again to an immutable tag', async () => {
    await docker('image', 'rm', '--force', `${registry.host}/immortal-runner:${TAG}`);
    expect(await push()).toEqual({ [PAIR]: pushed });
  });

  describe('pulled by that digest', () => {
    const { runToEnd } = useRunner(async () => {
      await docker('pull', '--quiet', pushed);
      return { image: pushed, addedBytes: 0 };
    });

    it('runs a function', async () => {
      const { exitCode, end } = await runToEnd({});
      expect(end).toMatchObject({ outcome: 'succeeded' });
      expect(exitCode).toBe(0);
    });
  });
});
