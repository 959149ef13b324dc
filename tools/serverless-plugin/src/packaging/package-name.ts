// The name of the package in an import specifier.

/** Scope and name, as npm allows them: https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name */
const PACKAGE = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*(?=\/|$)/i;

/**
 * @param specifier such as `lodash/fp`, `@scope/name/deep` or `./file`
 * @returns `lodash`, `@scope/name`; undefined for anything other than a package: a path, `node:…`, `#internal`, `@/alias`
 */
export function packageOf(specifier: string): string | undefined {
  return PACKAGE.exec(specifier)?.[0];
}
