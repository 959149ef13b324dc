// The measured ways to start a function: the runner, the article's runner, and the limit.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

export interface Way {
  readonly name: 'runner' | 'article' | 'limit';
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
}

const RUNNER = path.join(__dirname, '../dist/runner.cjs');
/** As in the article's Dockerfile. */
const ARTICLE_COMMAND =
  './runner.js --event ${AWS_LAMBDA_FUNCTION_EVENT} --context ${AWS_LAMBDA_FUNCTION_CONTEXT}';

/** @param article the folder of the article's runner */
export function waysOf(article: string): Way[] {
  const ways: Way[] = [
    { name: 'runner', command: [process.execPath, RUNNER] },
    { name: 'article', command: ['sh', '-c', ARTICLE_COMMAND], cwd: article },
  ];
  const missing = ['curl', 'unzip'].filter((tool) => spawnSync(tool, ['-h']).error);
  if (missing.length > 0) {
    console.log(`The limit is not measured, because ${missing.join(' and ')} can't be found.`);
    return ways;
  }
  return [...ways, { name: 'limit', command: ['sh', path.join(__dirname, 'limit.sh')] }];
}
