// Another user of the machine, who can reach every port of 127.0.0.1 and write to /tmp, tries to run code as the developer.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endOf } from '../../ended';
import { OPERATIONS } from '../../operations';
import { type AttackCloud, ATTACKER } from '../attack-cloud';

const WORKSPACE = path.join(__dirname, '../../..');
/** The id of an unprivileged user. */
const OTHER = 65534;
/** Only root can act as another user. */
const canBeOther = process.getuid?.() === 0 && existsSync('/bin/cat');

export function neighbors(cloud: () => AttackCloud): void {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(cloud().origin, { method: 'POST', headers, body });

  it.each([
    ['no signature', {}, 'MissingAuthenticationTokenException'],
    [
      'the key that all runs used to share',
      {
        authorization:
          'AWS4-HMAC-SHA256 Credential=LOCALCLOUD/20260101/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20260101T000000Z',
      },
      'UnrecognizedClientException',
    ],
  ])('a caller with %s can’t run a task', async (_, headers, code) => {
    const overrides = { containerOverrides: [{ name: 'runner', environment: [] }] };
    const answer = await post(
      {
        ...headers,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask',
      },
      JSON.stringify({ taskDefinition: ATTACKER, overrides }),
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(code);
  });

  it.each(['/_local/code/immortal-dev-smoke', '/_local/ecs/v4/0', '/_local/api/snapshot', '/'])(
    'a caller without a key can’t read %s',
    async (address) => {
      const answer = await fetch(cloud().origin + address);
      expect([403, 404]).toContain(answer.status);
    },
  );

  it('a page from a bucket does not have the console’s origin', async () => {
    const page = '<script>fetch("/_local/api/snapshot")</script>';
    const address = await cloud().putPage('page.html', page);
    const answer = await fetch(address);
    expect(await answer.text()).toBe(page);
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox;/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('commands compile into the clone, not into a folder that others may have created', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shared-'));
    const home = mkdtempSync(path.join(os.tmpdir(), 'home-'));
    const env = { PATH: process.env['PATH'], HOME: home, TMPDIR: folder };
    const stdio = ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'];
    const command = [OPERATIONS, 'parked', '--help'];
    const { exitCode } = await endOf(spawn(process.execPath, command, { env, stdio }));
    const left = readdirSync(folder);
    for (const one of [folder, home]) rmSync(one, { recursive: true });
    expect({ exitCode, left }).toEqual({ exitCode: 0, left: [] });
  });

  const withOther = canBeOther ? it : it.skip;
  if (!canBeOther) console.warn('Skipped tests that need a second user: run them as root.');

  withOther('the token of the console is in a folder that another user can’t read', () => {
    const base = path.join(os.tmpdir(), `immortal-${os.userInfo().uid}`);
    const as = { uid: OTHER, gid: OTHER, cwd: '/' };
    expect(statSync(base).mode & 0o077).toBe(0);
    expect(spawnSync('/bin/ls', [base], as).status).not.toBe(0);
  });

  const withPort = canBeOther && existsSync('/bin/bash') && existsSync('/proc/net/tcp');
  if (!withPort)
    console.warn('Skipped a test that needs a second user, /bin/bash and /proc/net/tcp.');

  (withPort ? it : it.skip)(
    'the Runtime API of a function refuses requests from another user',
    async () => {
      const refusal = 'HTTP/1.1 403 Forbidden';
      const answers = await cloud().answersToNeighbor(OTHER);
      expect(answers).toEqual([refusal, refusal, refusal]);
    },
  );

  withOther('the scripts refuse an engine folder of another user', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'engine-'));
    spawnSync('/bin/chmod', ['1777', folder]);
    const as = { uid: OTHER, gid: OTHER, cwd: '/' };
    const trap = path.join(folder, `immortal-engine-${os.userInfo().uid}`);
    const victim = path.join(folder, 'victim');
    spawnSync('/bin/mkdir', [victim]);
    spawnSync('/bin/sh', ['-c', `mkdir ${trap} && echo ${victim} > ${trap}/outside-traces`], as);
    const stop = path.join(WORKSPACE, 'docker/stop-engine.sh');
    const env = { PATH: process.env['PATH'], TMPDIR: folder };
    const ended = spawnSync('/bin/sh', [stop], { env, encoding: 'utf8' });
    const isThere = existsSync(victim);
    rmSync(folder, { recursive: true });
    expect({ status: ended.status, isThere }).toEqual({ status: 1, isThere: true });
    expect(ended.stderr).toMatch(/belongs to another user/);
  });
}
