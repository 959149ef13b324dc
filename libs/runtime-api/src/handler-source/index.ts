// Handlers as their source files tell of them, without running anything: what is exported, and how it calls back.
export { callbackStyle, refusesCallbacks } from './callback-style';
export { type ExportedValue, type ModuleExports, moduleExports } from './module-exports';
export { isRelative, type SourceFolder, SourceFiles } from './source-files';
