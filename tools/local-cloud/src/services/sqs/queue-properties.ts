// AWS::SQS::Queue as CreateQueue wants it: attributes are text there.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html

/** A queue of a template. */
export interface QueueDeclaration {
  /** Also where the template leaves QueueName out: CloudFormation makes one then. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The input of CreateQueue. */
export interface QueueInput {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads a queue's properties; whether there are such attributes is for CreateQueue to say. */
export function readQueueProperties({ name, properties }: QueueDeclaration): QueueInput {
  const attributes = Object.entries(properties)
    .filter(([key]) => key !== 'QueueName' && key !== 'Tags')
    .map(([key, value]) => [key, asText(value)]);
  return {
    name,
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    tags: Object.fromEntries(readTags(properties['Tags'])),
  };
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const readTags = (tags: unknown): [string, string][] =>
  ((tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]);
