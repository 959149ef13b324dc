// What the container suite can't test on every engine: how docker/build-image.sh calls buildx.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inWorkspace } from '../workspace-file';

const SCRIPT = inWorkspace('docker/build-image.sh');
const CLIENT = inWorkspace('tools/checks/fixtures/docker.cjs');
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const REPOSITORY = '000000000000.dkr.ecr.eu-west-1.amazonaws.com/immortal-runner';

const folder = mkdtempSync(path.join(tmpdir(), 'build-image-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function push(env: Readonly<Record<string, string>>) {
  const callsFile = path.join(mkdtempSync(path.join(folder, 'run-')), 'calls');
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(SCRIPT, ['--push', `${REPOSITORY}:abc`], {
    env: { PATH, TMPDIR: folder, DOCKER: CLIENT, CALLS_FILE: callsFile, ...env },
    encoding: 'utf8',
  });
  const calls = readFileSync(callsFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
  const build = calls.find((args) => args.join(' ').startsWith('buildx build'));
  return { status, stdout, stderr, calls, build };
}

describe('docker/build-image.sh --push with buildx', () => {
  it('prints the digest from buildx', () => {
    const { stdout, status } = push({ DIGEST });
    expect({ stdout, status }).toEqual({ stdout: `${REPOSITORY}@${DIGEST}\n`, status: 0 });
  });

  it('builds on AWS’s image for the requested platforms', () => {
    const { build } = push({ DIGEST, PLATFORMS: 'linux/amd64,linux/arm64' });
    expect(build).toEqual(
      expect.arrayContaining([
        '--platform',
        'linux/amd64,linux/arm64',
        '--target',
        'runner',
        'BASE_IMAGE=public.ecr.aws/lambda/nodejs:24',
      ]),
    );
  });

  it('compresses all layers with zstd', () => {
    const { build } = push({ DIGEST });
    const output = build?.[build.indexOf('--output') + 1]?.split(',');
    expect(output).toEqual([
      'type=image',
      `name=${REPOSITORY}:abc`,
      'push=true',
      'oci-mediatypes=true',
      'compression=zstd',
      'force-compression=true',
    ]);
  });

  it('adds provenance and an SBOM, from a generator pinned by its digest', () => {
    const { build } = push({ DIGEST });
    expect(build).toContain('--provenance=mode=max');
    expect(build).toContainEqual(
      expect.stringMatching(/^--sbom=generator=\S+@sha256:[0-9a-f]{64}$/),
    );
  });

  it('omits both if the builder can’t create them, and prints so', () => {
    const { build, stderr, status } = push({ DIGEST, DRIVER: 'docker' });
    expect(build).toEqual(expect.arrayContaining(['--provenance=false', '--sbom=false']));
    expect(stderr).toContain('no SBOM and no provenance: they need a buildx builder');
    expect(status).toBe(0);
  });

  it('fails if buildx fails, and prints no image name', () => {
    const { status, stdout } = push({});
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});

describe('docker/build-image.sh --push without buildx', () => {
  it('refuses several platforms before it builds', () => {
    const { status, stderr, calls } = push({
      WITHOUT_BUILDX: '1',
      PLATFORMS: 'linux/amd64,linux/arm64',
    });
    expect(stderr).toContain('an image for several processors needs docker buildx');
    expect(status).toBe(1);
    expect(calls.filter(([command]) => command === 'build')).toEqual([]);
  });
});
