// For the end-to-end test of the documentation: the links, anchors, commands and messages of a Markdown file.
export { MarkError } from './errors';
export { anchorsOf, relativeLinksOf, type RelativeLink } from './links';
export { fixedParts, isIn, messagesOf } from './messages';
export { missingLines } from './output';
export { runnablesOf, type Runnable } from './runnables';
