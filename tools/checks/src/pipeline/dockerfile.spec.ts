import { readText } from '../workspace-file';

const lines = readText('apps/runner/Dockerfile').split('\n');

/** The first argument of each line with an instruction. */
const after = (instruction: string) =>
  lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(' ')[1]!);

describe('the runner’s Dockerfile', () => {
  const stages = lines.flatMap((line) => /^FROM \S+ AS (\S+)$/.exec(line)?.[1] ?? []);
  const images = after('ARG').filter((argument) => /_IMAGE=/.test(argument));

  it('starts only from images in build arguments, which you can replace, and from its own stages', () => {
    const named = images.map((image) => `\${${image.split('=')[0]!}}`);
    expect(after('FROM').filter((from) => ![...named, ...stages].includes(from))).toEqual([]);
  });

  it('names images with a tag', () => {
    expect(images).not.toHaveLength(0);
    for (const image of images) expect(image).toMatch(/=.+:[\w.-]+$/);
  });

  it('runs no command, so that any machine can build it for any platform', () => {
    expect(after('RUN')).toEqual([]);
  });
});
