// Lints texts as if they were files of the workspace: JSON of { file, text }[] on stdin, JSON of the messages of each on
// stdout. A process of its own, since Jest cannot load ESLint's configuration, which is an ES module.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { ESLint } = require('eslint');

const WORKSPACE = path.join(__dirname, '../..');
const RULE = '@nx/enforce-module-boundaries';

const eslint = new ESLint({
  cwd: WORKSPACE,
  ruleFilter: ({ ruleId }) => ruleId === RULE,
  // The rule needs no types, and computing them takes ten times as long as the rest.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** A file that the configuration ignores has no result. */
async function messagesOf({ file, text }) {
  const [result] = await eslint.lintText(text, { filePath: path.join(WORKSPACE, file) });
  return result?.messages ?? [{ ruleId: null, message: `${file} is not linted` }];
}

void Promise.all(JSON.parse(readFileSync(0, 'utf8')).map(messagesOf)).then((messages) => {
  console.log(JSON.stringify(messages));
});
