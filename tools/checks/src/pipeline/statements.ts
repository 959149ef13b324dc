// The statements of the policies in a CloudFormation template, with sample names instead of references.

/** Sample names of the template's parameters, pseudo parameters and resources. */
export type Samples = Readonly<Record<string, string>>;

export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface WrittenStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

interface PolicyDocument {
  readonly Statement: readonly WrittenStatement[];
}

/** A resource with policies. */
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
  readonly actions: readonly string[];
  /** ARNs with wildcards, or `*`; empty for a statement with NotResource. */
  readonly resources: readonly string[];
  /** The ARNs of NotResource; empty for a statement with Resource. */
  readonly otherThan: readonly string[];
  readonly condition: Condition;
}

export function statementsOf({ Properties }: PolicyHolder, samples: Samples): Statement[] {
  const { Policies = [], PolicyDocument } = Properties;
  const documents = Policies.map((policy) => policy.PolicyDocument);
  if (PolicyDocument) documents.push(PolicyDocument);
  const texts = (written: string | string[]) =>
    [written].flat().map((one) => withSamples(one, samples));
  return documents
    .flatMap(({ Statement }) => Statement)
    .map(({ Sid, Effect, Action, Resource = [], NotResource = [], Condition = {} }) => ({
      sid: Sid,
      effect: Effect,
      actions: [Action].flat(),
      resources: texts(Resource),
      otherThan: texts(NotResource),
      condition: mapValues(Condition, (keys) => mapValues(keys, texts)),
    }));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
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
