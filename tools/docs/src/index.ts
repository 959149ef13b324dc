// What the end-to-end test of the documentation needs: the links, the anchors and the commands of a Markdown file.
export { MarkError } from './errors';
export { anchorsOf, relativeLinksOf, type RelativeLink } from './links';
export { missingLines } from './output';
export { runnablesOf, type Runnable } from './runnables';
