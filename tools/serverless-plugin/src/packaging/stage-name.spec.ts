import { checkStageName } from './stage-name';

it.each(['dev', 'prod', 'a', 'pr123'])('accepts the stage %s', (stage) => {
  expect(() => {
    checkStageName(stage);
  }).not.toThrow();
});

it.each([
  ['dev-anna', 'devanna'],
  ['Dev', 'dev'],
  ['1a', 'a'],
  ['dev_2', 'dev2'],
  ['-', 'dev'],
  ['', 'dev'],
  ['dev\nprod', 'devprod'],
])('refuses the stage %j in one line, and suggests %s', (stage, suggested) => {
  const check = () => {
    checkStageName(stage);
  };
  expect(check).toThrow(
    /^The stage ".*" can't be deployed: a stage's name consists of lower-case letters .*\.$/,
  );
  expect(check).toThrow(`Choose a name such as "${suggested}".`);
});
