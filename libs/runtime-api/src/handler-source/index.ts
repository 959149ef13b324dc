// Static analysis of handler source files: their exports, and whether a handler uses callbacks. Used by the generators
// and the Serverless plugin.
export { callbackStyle, refusesCallbacks } from './callback-style';
export { type ExportedValue, type ModuleExports, moduleExports } from './module-exports';
export { isRelative, type SourceFolder, SourceFiles } from './source-files';
