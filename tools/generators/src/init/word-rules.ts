// Where the name of the project stands, as rules on words: everything else that is spelt like it stays as it is.

/** What a project is called. */
export interface ProjectName {
  /** Of the packages, without the @. */
  readonly scope: string;
  /** Of serverless.yml: AWS's names begin with it. */
  readonly service: string;
}

interface Rule {
  /** Which files it is for; all, if it is not given. */
  readonly files?: RegExp;
  /** @param from the name, safe to stand in a regular expression; its place is what the expression matches */
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
  // The account's stack and bucket, and the folder in that.
  {
    find: ({ service: name }) =>
      new RegExp(`(?<=\\b(bootstrap-|deployments-|serverless/))${name}\\b(?!-handler)`, 'g'),
    replace: service,
  },
  // A value by itself, and in what the framework prints.
  { find: ({ service: name }) => new RegExp(`(?<=(['"\`]))${name}(?=\\1)`, 'g'), replace: service },
  {
    find: ({ service: name }) =>
      new RegExp(`(?<=\\b(Service|Packaging|Deploying) )${name}\\b`, 'g'),
    replace: service,
  },
];

/** @param file from the workspace's folder */
export function renameIn(file: string, text: string, from: ProjectName, to: ProjectName): string {
  return RULES.filter(({ files }) => files?.test(file) ?? true).reduce(
    (renamed, { find, replace }) => renamed.replace(find(from), replace(to)),
    text,
  );
}
