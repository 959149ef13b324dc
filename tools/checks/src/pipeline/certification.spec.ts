// The rules of certify.yml and of the command behind it; `init --without-certification` removes them together.
import { readText } from '../workspace-file';
import { jobs, workflows } from './workflows';

const CERTIFY = '.github/workflows/certify.yml';

const jobOf = (name: string) => jobs.find((one) => one.name === name)!.job;
const container = jobOf(`${CERTIFY}: container`).steps!;
const pushed = jobOf('.github/workflows/deploy.yml: image').steps!;

describe('the certification', () => {
  it('has a job for each suite of npm run certify', () => {
    const { matrix } = jobOf(`${CERTIFY}: suite`).strategy!;
    const suites = [...readText('e2e/certify.cjs').matchAll(/^ {2}(\w+): \['np[mx]'/gm)];
    expect(suites.map(([, name]) => name)).toEqual([...matrix!['suite']!, 'container']);
  });

  it('runs a suite only when the kit has changed', () => {
    for (const id of ['suite', 'conformance', 'container']) {
      expect(jobOf(`${CERTIFY}: ${id}`)).toMatchObject({
        needs: 'kit',
        if: "needs.kit.outputs.changed == 'true'",
      });
    }
  });

  it('also runs every week and on demand', () => {
    const { on } = workflows.find(({ name }) => name === CERTIFY)!.content;
    expect(Object.keys(on)).toEqual(expect.arrayContaining(['schedule', 'workflow_dispatch']));
  });

  it('comes before the deployment of a changed kit', () => {
    const { needs, if: condition } = jobOf('.github/workflows/deploy.yml: image');
    expect(needs).toEqual(['verify', 'certify']);
    expect(condition).toContain("needs.certify.result == 'success'");
  });
});

describe('the container suite', () => {
  it('builds the image with the script that deploys it', () => {
    expect(container.map(({ run }) => run)).toContain('npm run test:container');
    expect(readText('e2e/container/images.ts')).toContain('build-image.sh');
  });

  it('tests on the base image of the deployment, with the same builder', () => {
    const { env } = container.find(({ run }) => run === 'npm run test:container')!;
    const [, base] = /^nodejs24\.x +(\S+)/m.exec(readText('apps/runner/runtimes.txt'))!;
    expect(env!['BASE_IMAGE']).toBe(base);
    expect(env!['PUSH_BUILDER']).toBe('${{ steps.buildx.outputs.name }}');
  });

  it('builds with the BuildKit of the deployment, pinned by its digest', () => {
    const options = [...container, ...pushed]
      .filter(({ uses }) => uses?.startsWith('docker/setup-buildx-action@'))
      .map(({ with: given }) => given);
    expect(options).toHaveLength(2);
    const images = options.map((given) => String(given?.['driver-opts']).split('\n')[0]);
    expect(images[0]).toMatch(/^image=moby\/buildkit:v\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/);
    expect(new Set(images).size).toBe(1);
    expect(options.map((given) => given?.['version'])).toEqual(['v0.37.1', 'v0.37.1']);
  });
});
