// Finds what a file exports, in ES modules, CommonJS and TypeScript. Follows re-exports into their files.
import ts from 'typescript';
import { isRelative, type SourceFiles } from './source-files';

/** An export, with its function if static analysis finds it. */
export interface ExportedValue {
  readonly fn?: ts.FunctionLikeDeclaration;
}

export interface ModuleExports {
  readonly values: ReadonlyMap<string, ExportedValue>;
  /** Whether there may be more exports: those of a package, or some that only running the file would reveal. */
  readonly isOpen: boolean;
  /** Whether the module itself is a function: `module.exports = async () => …` in CommonJS. */
  readonly isFunction: boolean;
}

const UNKNOWN: ExportedValue = {};

export function moduleExports(files: SourceFiles, file: string): ModuleExports {
  return new Reader(files, file, new Set()).read();
}

class Reader {
  private readonly values = new Map<string, ExportedValue>();
  private isOpen = false;
  private isFunction = false;
  private readonly source: ts.SourceFile;

  /** @param reading files that are being read, because two files can re-export each other */
  constructor(
    private readonly files: SourceFiles,
    private readonly file: string,
    private readonly reading: Set<string>,
  ) {
    this.source = files.parse(file);
  }

  read(): ModuleExports {
    this.source.statements.forEach((statement) => {
      this.readStatement(statement);
    });
    this.readCommonJs(this.source);
    const { values, isOpen, isFunction } = this;
    return { values, isOpen, isFunction };
  }

  private readStatement(statement: ts.Statement): void {
    if (ts.isExportAssignment(statement)) {
      if (statement.isExportEquals === true) this.readModule(statement.expression);
      else this.values.set('default', this.valueOf(statement.expression));
    } else if (ts.isExportDeclaration(statement)) {
      if (!statement.isTypeOnly) this.readExportDeclaration(statement);
    } else if (isExported(statement)) this.readDeclaration(statement);
  }

  private readDeclaration(statement: ts.Statement): void {
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        for (const bound of boundNames(name)) {
          const isWhole = ts.isIdentifier(name) && initializer !== undefined;
          this.values.set(bound, isWhole ? this.valueOf(initializer) : UNKNOWN);
        }
      }
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      const name = isDefault(statement) ? 'default' : statement.name?.text;
      // An overload's signature has no body; the exported function is the one with a body.
      const fn = ts.isFunctionDeclaration(statement) && statement.body ? statement : undefined;
      if (name !== undefined)
        this.values.set(name, fn ? { fn } : (this.values.get(name) ?? UNKNOWN));
    }
  }

  private readExportDeclaration({ exportClause, moduleSpecifier }: ts.ExportDeclaration): void {
    const from =
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
    if (exportClause === undefined) this.merge(from ?? '', ['default']);
    else if (ts.isNamespaceExport(exportClause)) this.values.set(exportClause.name.text, UNKNOWN);
    else {
      for (const { name, propertyName = name, isTypeOnly } of exportClause.elements) {
        if (isTypeOnly) continue;
        const value =
          from === undefined
            ? this.local(propertyName.text)
            : this.imported(from, propertyName.text);
        this.values.set(name.text, value);
      }
    }
  }

  /** `exports.handler = …` and the like, anywhere in the file. */
  private readCommonJs(node: ts.Node): void {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      if (isModuleExports(node.left)) this.readModule(node.right);
      else {
        const name = memberOfExports(node.left);
        if (name !== undefined && !isVoid(node.right))
          this.values.set(name, this.valueOf(node.right));
      }
    } else if (ts.isCallExpression(node)) this.readCall(node);
    ts.forEachChild(node, (child) => {
      this.readCommonJs(child);
    });
  }

  /** `Object.defineProperty(exports, 'x', …)`, `Object.assign(exports, {…})`, and the output of compilers. */
  private readCall({ expression, arguments: [target, second] }: ts.CallExpression): void {
    const called = expression.getText(this.source).replace(/^.*\./, '');
    if (called === '__exportStar' && target !== undefined) {
      const specifier = requiredBy(target);
      if (specifier !== undefined) this.merge(specifier, ['default']);
    }
    if (target === undefined || second === undefined || !isExportsObject(target)) return;
    if (called === 'defineProperty' && ts.isStringLiteral(second)) {
      if (second.text !== '__esModule') this.values.set(second.text, UNKNOWN);
    } else if (called === 'assign') this.readModule(second);
  }

  /** The value that `module.exports` is set to. */
  private readModule(expression: ts.Expression): void {
    const value = stripped(expression);
    const specifier = requiredBy(value);
    if (specifier !== undefined) this.merge(specifier, []);
    else if (ts.isObjectLiteralExpression(value)) this.readObject(value);
    else if (ts.isFunctionLike(value)) this.isFunction = true;
    else if (ts.isIdentifier(value)) this.readNamedModule(value.text);
    else if (!isExportsObject(value)) this.isOpen = true;
  }

  private readNamedModule(name: string): void {
    const declared = this.initializerOf(name);
    if (declared !== undefined && !ts.isIdentifier(declared)) this.readModule(declared);
    else if (this.functionNamed(name)) this.isFunction = true;
    else this.isOpen = true;
  }

  private readObject({ properties }: ts.ObjectLiteralExpression): void {
    for (const property of properties) {
      if (ts.isSpreadAssignment(property)) this.readModule(property.expression);
      else {
        const name = ts.isComputedPropertyName(property.name) ? undefined : property.name.text;
        if (name === undefined) this.isOpen = true;
        else this.values.set(name, this.valueOfProperty(property));
      }
    }
  }

  private valueOfProperty(property: ts.ObjectLiteralElementLike): ExportedValue {
    if (ts.isPropertyAssignment(property)) return this.valueOf(property.initializer);
    if (ts.isShorthandPropertyAssignment(property)) return this.local(property.name.text);
    return ts.isMethodDeclaration(property) ? { fn: property } : UNKNOWN;
  }

  private valueOf(expression: ts.Expression): ExportedValue {
    const value = stripped(expression);
    if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return { fn: value };
    if (ts.isIdentifier(value)) return this.local(value.text);
    if (ts.isPropertyAccessExpression(value)) return this.valueOfMember(value);
    return UNKNOWN;
  }

  /** `require('./x').y` and `x.y` of an import. */
  private valueOfMember({ expression, name }: ts.PropertyAccessExpression): ExportedValue {
    const specifier = requiredBy(expression);
    if (specifier !== undefined) return this.imported(specifier, name.text);
    if (!ts.isIdentifier(expression)) return UNKNOWN;
    const declared = this.initializerOf(expression.text);
    const required = declared === undefined ? undefined : requiredBy(declared);
    if (required !== undefined) return this.imported(required, name.text);
    const binding = this.importOf(expression.text);
    return binding?.name === '*' ? this.imported(binding.from, name.text) : UNKNOWN;
  }

  private local(name: string): ExportedValue {
    const fn = this.functionNamed(name);
    if (fn) return { fn };
    const declared = this.initializerOf(name);
    if (declared !== undefined) {
      const isItself = ts.isIdentifier(declared) && declared.text === name;
      return isItself ? UNKNOWN : this.valueOf(declared);
    }
    const binding = this.importOf(name);
    return binding && binding.name !== '*' ? this.imported(binding.from, binding.name) : UNKNOWN;
  }

  private functionNamed(name: string): ts.FunctionDeclaration | undefined {
    return this.source.statements
      .filter(ts.isFunctionDeclaration)
      .find((one) => one.name?.text === name && one.body !== undefined);
  }

  private initializerOf(name: string): ts.Expression | undefined {
    const declaration = this.source.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => declarationList.declarations)
      .find((one) => ts.isIdentifier(one.name) && one.name.text === name);
    return declaration?.initializer && stripped(declaration.initializer);
  }

  /** The module and the export that a name in this file refers to; `*` is the whole module. */
  private importOf(name: string): { from: string; name: string } | undefined {
    for (const statement of this.source.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
        continue;
      const { name: byDefault, namedBindings } = statement.importClause ?? {};
      const from = statement.moduleSpecifier.text;
      if (byDefault?.text === name) return { from, name: 'default' };
      if (namedBindings === undefined) continue;
      if (ts.isNamespaceImport(namedBindings)) {
        if (namedBindings.name.text === name) return { from, name: '*' };
      } else {
        const element = namedBindings.elements.find((one) => one.name.text === name);
        if (element) return { from, name: (element.propertyName ?? element.name).text };
      }
    }
    return undefined;
  }

  private imported(specifier: string, name: string): ExportedValue {
    return this.other(specifier)?.values.get(name) ?? UNKNOWN;
  }

  private merge(specifier: string, except: readonly string[]): void {
    const other = this.other(specifier);
    if (!other) {
      this.isOpen = true;
      return;
    }
    for (const [name, value] of other.values) {
      if (!except.includes(name)) this.values.set(name, value);
    }
    this.isOpen ||= other.isOpen;
    this.isFunction ||= other.isFunction;
  }

  /** @returns undefined for a package, a missing file, and a file that is being read */
  private other(specifier: string): ModuleExports | undefined {
    const file = isRelative(specifier) ? this.files.resolve(this.file, specifier) : undefined;
    if (file === undefined || file.endsWith('.json') || this.reading.has(file)) return undefined;
    const reading = new Set([...this.reading, this.file]);
    return new Reader(this.files, file, reading).read();
  }
}

function isExported(statement: ts.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

function isDefault(statement: ts.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
}

function hasModifier(statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((one) => one.kind === kind) ?? false;
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (ts.isBindingElement(one) ? boundNames(one.name) : []));
}

/** Removes parentheses and TypeScript's wrappers, and returns the last operand of `a = b = c`. */
function stripped(expression: ts.Expression): ts.Expression {
  if (
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.EqualsToken
  ) {
    return stripped(expression.right);
  }
  const isWrapped =
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isNonNullExpression(expression);
  return isWrapped ? stripped(expression.expression) : expression;
}

/** `void 0`, with which compilers declare exports. */
function isVoid(expression: ts.Expression): boolean {
  return ts.isVoidExpression(stripped(expression));
}

function isModuleExports(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'module'
  );
}

function isExportsObject(node: ts.Node): boolean {
  return isModuleExports(node) || (ts.isIdentifier(node) && node.text === 'exports');
}

function memberOfExports(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && isExportsObject(node.expression))
    return node.name.text;
  const isNamed = ts.isElementAccessExpression(node) && isExportsObject(node.expression);
  return isNamed && ts.isStringLiteral(node.argumentExpression)
    ? node.argumentExpression.text
    : undefined;
}

function requiredBy(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [argument] = node.arguments;
  const isRequire = node.expression.text === 'require' && argument !== undefined;
  return isRequire && ts.isStringLiteralLike(argument) ? argument.text : undefined;
}
