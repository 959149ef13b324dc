// How docker/verify-image.sh checks an image's SBOM and provenance in a registry.
import { spawnSync } from 'node:child_process';
import { inWorkspace } from '../workspace-file';

const SCRIPT = inWorkspace('docker/verify-image.sh');
const CLIENT = inWorkspace('tools/checks/fixtures/docker.cjs');
const IMAGE = `000000000000.dkr.ecr.eu-west-1.amazonaws.com/immortal-runner@sha256:${'0'.repeat(64)}`;
const SBOM = '{"SPDX":{"packages":[{"SPDXID":"SPDXRef-a"},{"SPDXID":"SPDXRef-b"}]}}';
const BASE = 'pkg:docker/public.ecr.aws/lambda/nodejs@24?digest=sha256:1';
const PROVENANCE = `{"SLSA":{"materials":[{"uri":"${BASE}"}]}}`;

function verify(image: string, env: Readonly<Record<string, string>>) {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(SCRIPT, [image], {
    env: { PATH, DOCKER: CLIENT, CALLS_FILE: '/dev/null', ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('prints what the image was built from', () => {
  expect(verify(IMAGE, { SBOM, PROVENANCE })).toEqual({
    status: 0,
    stdout: `${IMAGE} has an SBOM of 2 parts, and was built from:\n${BASE}\n`,
    stderr: '',
  });
});

it.each([
  ['an image without an SBOM', { SBOM: 'null', PROVENANCE }, 'has no SBOM. Push it again with'],
  ['an image without provenance', { SBOM, PROVENANCE: '{}' }, 'has no provenance. Push it again'],
  ['a missing image', {}, "can't be read from its registry.\n"],
])('refuses %s in one line', (_, env, message) => {
  const { status, stdout, stderr } = verify(IMAGE, env);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(`verify-image: ${IMAGE} ${message}`);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

it.each(['', 'immortal-runner:1'])('refuses %j, which has no digest', (image) => {
  const { status, stderr } = verify(image, { SBOM, PROVENANCE });
  expect(status).toBe(1);
  expect(stderr).toContain(`verify-image: "${image}" names no digest`);
});
