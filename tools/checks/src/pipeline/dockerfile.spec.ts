import { readText } from '../workspace-file';

const lines = readText('apps/runner/Dockerfile').split('\n');

/** What follows an instruction, for each of its lines. */
const after = (instruction: string) =>
  lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(' ')[1]!);

describe('the runner’s Dockerfile', () => {
  const stages = lines.flatMap((line) => /^FROM \S+ AS (\S+)$/.exec(line)?.[1] ?? []);
  const images = after('ARG').filter((argument) => /_IMAGE=/.test(argument));

  it('starts from images that an argument names, so that they can be replaced, and from its own stages', () => {
    const named = images.map((image) => `\${${image.split('=')[0]!}}`);
    expect(after('FROM').filter((from) => ![...named, ...stages].includes(from))).toEqual([]);
  });

  it('names them with a tag', () => {
    expect(images).not.toHaveLength(0);
    for (const image of images) expect(image).toMatch(/=.+:[\w.-]+$/);
  });

  it('executes nothing, so that it builds for any processor on any machine', () => {
    expect(after('RUN')).toEqual([]);
  });
});
