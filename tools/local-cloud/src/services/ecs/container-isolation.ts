// What a container may do on its host, as its definition says.
import { TemplateError } from '../../kernel/template';

export interface Isolation {
  readonly readonlyRoot: boolean;
  /** Linux capabilities, such as ALL or SYS_PTRACE. */
  readonly dropped: readonly string[];
  readonly added: readonly string[];
  /** Whether a first process of Docker's own reaps what is left behind, and forwards signals. */
  readonly init: boolean;
  /** Instead of the image's own. */
  readonly user: string | undefined;
}

interface LinuxParameters {
  readonly Capabilities?: { readonly Add?: readonly string[]; readonly Drop?: readonly string[] };
  readonly InitProcessEnabled?: unknown;
}

type Properties = Readonly<Record<string, unknown>>;

/** As templates have it. */
const TRUE: readonly unknown[] = [true, 'true'];
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html */
const ADDABLE_ON_FARGATE = ['SYS_PTRACE'];

/** @throws {TemplateError} for what Fargate does not allow */
export function readIsolation(container: Properties, logicalId: string): Isolation {
  const { Capabilities = {}, InitProcessEnabled } = (container['LinuxParameters'] ??
    {}) as LinuxParameters;
  const { Add: added = [], Drop: dropped = [] } = Capabilities;
  const refused = added.find((one) => !ADDABLE_ON_FARGATE.includes(one));
  if (refused !== undefined || TRUE.includes(container['Privileged'])) {
    const what = refused === undefined ? 'Privileged' : `the capability ${refused}`;
    throw new TemplateError(
      `resource "${logicalId}" gives its container ${what}: Fargate adds only ${ADDABLE_ON_FARGATE.join(', ')}, take it out`,
    );
  }
  return {
    readonlyRoot: TRUE.includes(container['ReadonlyRootFilesystem']),
    dropped,
    added,
    init: TRUE.includes(InitProcessEnabled),
    user: container['User'] as string | undefined,
  };
}
