// The statements of the policies in a CloudFormation template, on sample names instead of references.

/** What the template's parameters, pseudo parameters and resources might be called. */
export type Samples = Readonly<Record<string, string>>;

export type Condition = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

interface WrittenStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Condition;
}

interface PolicyDocument {
  readonly Statement: readonly WrittenStatement[];
}

/** The resources of a template that hold policies, as far as they are read here. */
export interface PolicyHolder {
  readonly Type: string;
  readonly Properties: {
    readonly Path?: string;
    readonly Policies?: readonly {
      readonly PolicyName?: string;
      readonly PolicyDocument: PolicyDocument;
    }[];
    readonly PolicyDocument?: PolicyDocument;
  };
}

export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Empty for a statement with NotAction. */
  readonly actions: readonly string[];
  /** ARNs with wildcards, or `*`. */
  readonly resources: readonly string[];
  readonly condition: Condition;
}

export function statementsOf({ Properties }: PolicyHolder, samples: Samples): Statement[] {
  const { Policies = [], PolicyDocument } = Properties;
  const documents = Policies.map((policy) => policy.PolicyDocument);
  if (PolicyDocument) documents.push(PolicyDocument);
  return documents
    .flatMap(({ Statement }) => Statement)
    .map(({ Sid, Effect, Action = [], Resource, Condition = {} }) => ({
      sid: Sid,
      effect: Effect,
      actions: [Action].flat(),
      resources: [Resource].flat().map((one) => withSamples(one, samples)),
      condition: Condition,
    }));
}

/** @throws {Error} for a reference that has no sample */
export function withSamples(text: string, samples: Samples): string {
  return (
    samples[text] ??
    text.replace(/\$\{([\w:.]+)\}/g, (_, name: string) => {
      const sample = samples[name];
      if (sample === undefined) throw new Error(`${name} has no sample: add one.`);
      return sample;
    })
  );
}
