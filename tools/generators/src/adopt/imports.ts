// Finds what the code of a handler needs: packages, files, environment variables.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { isRelative, type SourceFiles } from '@immortal/runtime-api/handler-source';
import ts from 'typescript';
import { CODE } from './handler-file';

export interface Needs {
  /** The files to bundle, the handler's own first. */
  readonly files: readonly string[];
  /** Packages by name, without Node.js's own modules. */
  readonly packages: readonly string[];
  /** Relative imports without a file: `./lib/db in apps/service/src/orders.ts`. */
  readonly missingFiles: readonly string[];
  /** `TABLE` for `process.env.TABLE`; without variables that Lambda and the AWS SDK set or read. */
  readonly variables: readonly string[];
}

const BUILT_IN = new Set(builtinModules);
/** Aliases, which are not packages: `@/lib`, `~/lib`, `#lib`. */
const ALIAS = /^(@\/|~|#)/;
const OF_THE_PLATFORM = /^(AWS_|LAMBDA_|_|NODE_|PATH$|TZ$|LANG$|HOME$|TMPDIR$)/;

export function needsOf(tree: Tree, sources: SourceFiles, handlerFile: string): Needs {
  const files = new Set([handlerFile]);
  const packages = new Set<string>();
  const missingFiles = new Set<string>();
  const variables = new Set<string>();
  // The loop also visits files that it adds to the set.
  for (const file of files) {
    if (!CODE.test(file)) continue;
    for (const name of variablesIn(sources.parse(file))) variables.add(name);
    for (const specifier of importsOf(file, tree.read(file, 'utf8') ?? '')) {
      if (!isRelative(specifier)) addPackage(specifier, packages);
      else {
        const target = sources.resolve(file, specifier);
        if (target === undefined) missingFiles.add(`${specifier} in ${file}`);
        else files.add(target);
      }
    }
  }
  const sorted = (names: ReadonlySet<string>) => [...names].sort();
  return {
    files: [...files],
    packages: sorted(packages),
    missingFiles: sorted(missingFiles),
    variables: sorted(variables),
  };
}

/** Only imports that remain at run time, unlike imports of types. */
function importsOf(fileName: string, text: string): string[] {
  const { outputText } = ts.transpileModule(text, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.Latest,
      module: ts.ModuleKind.ESNext,
      allowJs: true,
      jsx: ts.JsxEmit.React,
    },
  });
  return ts.preProcessFile(outputText, true, true).importedFiles.map((one) => one.fileName);
}

function addPackage(specifier: string, packages: Set<string>): void {
  const isOwn = ALIAS.test(specifier) || path.isAbsolute(specifier) || specifier.includes(':');
  const [first = '', second] = specifier.split('/');
  const name = first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
  if (!isOwn && name !== '' && !BUILT_IN.has(specifier) && !BUILT_IN.has(name)) packages.add(name);
}

function variablesIn(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isEnvironment(node.expression)) {
      found.push(node.name.text);
    } else if (ts.isElementAccessExpression(node) && isEnvironment(node.expression)) {
      if (ts.isStringLiteral(node.argumentExpression)) found.push(node.argumentExpression.text);
    } else if (
      ts.isVariableDeclaration(node) &&
      node.initializer &&
      isEnvironment(node.initializer)
    ) {
      if (ts.isObjectBindingPattern(node.name)) found.push(...boundMembers(node.name));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((name) => !OF_THE_PLATFORM.test(name));
}

function boundMembers({ elements }: ts.ObjectBindingPattern): string[] {
  return elements.flatMap(({ name, propertyName = name, dotDotDotToken }) =>
    ts.isIdentifier(propertyName) && dotDotDotToken === undefined ? [propertyName.text] : [],
  );
}

function isEnvironment(node: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'env' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'process'
  );
}
