import { docker } from './docker';
import { pushImage } from './images';
import { Registry } from './registry';
import { useRunner } from './runner';

const BUILD_MS = 300_000;

describe('the image in a registry', () => {
  let registry: Registry;
  let pushed: string;

  beforeAll(async () => {
    registry = await Registry.start();
    pushed = await pushImage(`${registry.host}/immortal-runner:1`);
  }, BUILD_MS);
  afterAll(async () => {
    await registry.stop();
    const images = await docker('image', 'ls', '--quiet', `${registry.host}/immortal-runner`);
    await docker('image', 'rm', '--force', ...images.split('\n'));
  });

  it('is printed with the digest in the registry', () => {
    const [digest] = registry.digestsOf('immortal-runner:1');
    expect(pushed).toBe(`${registry.host}/immortal-runner@${digest}`);
  });

  it('is not pushed again to an immutable tag', async () => {
    await docker('image', 'rm', '--force', `${registry.host}/immortal-runner:1`);
    expect(await pushImage(`${registry.host}/immortal-runner:1`)).toBe(pushed);
  });

  it('is refused without a tag', async () => {
    await expect(pushImage(`${registry.host}/immortal-runner`)).rejects.toThrow(
      'is not an image to push: docker/build-image.sh --push REPOSITORY:TAG',
    );
    expect(registry.digestsOf('immortal-runner:latest')).toEqual([]);
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
