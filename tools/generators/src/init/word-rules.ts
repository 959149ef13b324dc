// Rules for the places of the project's name; the same word in any other place does not change.

/** The name of a project. */
export interface ProjectName {
  /** The packages' scope, without the @. */
  readonly scope: string;
  /** The service in serverless.yml: names on AWS begin with it. */
  readonly service: string;
}

interface Rule {
  /** The files that it applies to; undefined means all. */
  readonly files?: RegExp;
  /** @param from the name, safe in a regular expression; the expression matches its places */
  readonly find: (from: ProjectName) => RegExp;
  readonly replace: (to: ProjectName) => string;
}

const service = ({ service: name }: ProjectName) => name;

const RULES: readonly Rule[] = [
  // Packages: imports, dependencies, plugins, commands.
  { find: ({ scope }) => new RegExp(`(?<=@)${scope}(?=/)`, 'g'), replace: ({ scope }) => scope },
  {
    files: /(^|\/)serverless\.yml$/,
    find: ({ service: name }) => new RegExp(`(?<=^service: )${name}$`, 'gm'),
    replace: service,
  },
  {
    files: /^\.github\/bootstrap(-stage)?\.yml$/,
    find: ({ service: name }) => new RegExp(`(?<=^ +Default: )${name}$`, 'gm'),
    replace: service,
  },
  // Names that begin with it: stacks, functions, queues, images. The sample's function has its own name.
  {
    find: ({ service: name }) => new RegExp(`(?<![a-z0-9@])${name}(?=-(?!handler))`, 'g'),
    replace: service,
  },
  // The account's stack and bucket, and the folder in the bucket.
  {
    find: ({ service: name }) =>
      new RegExp(`(?<=\\b(bootstrap-|deployments-|serverless/))${name}\\b(?!-handler)`, 'g'),
    replace: service,
  },
  // A quoted value, and the framework's output.
  { find: ({ service: name }) => new RegExp(`(?<=(['"\`]))${name}(?=\\1)`, 'g'), replace: service },
  {
    find: ({ service: name }) =>
      new RegExp(`(?<=\\b(Service|Packaging|Deploying) )${name}\\b`, 'g'),
    replace: service,
  },
];

/** @param file relative to the workspace */
export function renameIn(file: string, text: string, from: ProjectName, to: ProjectName): string {
  return RULES.filter(({ files }) => files?.test(file) ?? true).reduce(
    (renamed, { find, replace }) => renamed.replace(find(from), replace(to)),
    text,
  );
}
