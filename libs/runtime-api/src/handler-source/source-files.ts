// Parses a handler's files with TypeScript: JavaScript and TypeScript, in every module style.
import path from 'node:path';
import ts from 'typescript';

/** The extensions that an import may omit, in esbuild's order. serverless.yml has the same list. */
const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.json'];
/** TypeScript files are imported by the names of their output. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** A folder of files. Paths are relative to it, with slashes. */
export interface SourceFolder {
  isFile(file: string): boolean;
  /** @param file that exists */
  read(file: string): string;
  /** Called with the location and the message of a syntax error. */
  refuse(message: string): never;
}

export class SourceFiles {
  private readonly parsed = new Map<string, ts.SourceFile>();

  constructor(private readonly folder: SourceFolder) {}

  /**
   * @param file relative to the folder
   * @throws the error of the folder's `refuse`, for a syntax error
   */
  parse(file: string): ts.SourceFile {
    const known = this.parsed.get(file);
    if (known) return known;
    const text = this.folder.read(file);
    refuseSyntaxErrors(file, text, this.folder);
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    this.parsed.set(file, source);
    return source;
  }

  /** @returns the file that a relative import refers to; undefined if there is none */
  resolve(from: string, specifier: string): string | undefined {
    const target = path.posix.join(path.posix.dirname(from), specifier);
    const extension = path.posix.extname(target);
    const swapped = (WRITTEN_AS[extension] ?? []).map(
      (other) => target.slice(0, -extension.length) + other,
    );
    const completed = EXTENSIONS.map((one) => target + one);
    const inFolder = EXTENSIONS.map((one) => `${target}/index${one}`);
    return [target, ...swapped, ...completed, ...inFolder].find((file) => this.folder.isFile(file));
  }
}

/** Whether an import is relative (`./x`, `../x`) and not the name of a package. */
export function isRelative(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier);
}

function refuseSyntaxErrors(file: string, text: string, folder: SourceFolder): void {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.Latest,
      module: ts.ModuleKind.ESNext,
      allowJs: true,
    },
  });
  const [first] = diagnostics;
  if (first?.start === undefined || first.file === undefined) return;
  const { line, character } = first.file.getLineAndCharacterOfPosition(first.start);
  const message = ts.flattenDiagnosticMessageText(first.messageText, ' ');
  folder.refuse(`${file}:${line + 1}:${character + 1} can't be read: ${message}`);
}
