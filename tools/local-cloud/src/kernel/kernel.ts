// Takes every request: recognizes it once, authenticates, injects faults, authorizes, and has its service handle it.
import type { Timeline } from '../timeline';
import { refuseUnauthenticated } from './authentication/authentication';
import type { Callers } from './authentication/callers';
import { ACCESS_DENIED, refusalFor } from './authorization/authorization';
import type { Permissions } from './authorization/permissions';
import type { AwsService, Call, Endpoint, Operation } from './aws-service';
import { dispatch } from './dispatch';
import { errorResponse } from './error-response';
import type { Faults } from './faults/faults';
import { withOperationFaults } from './faults/operation-faults';
import { refuseForeign } from './foreign-services';
import { type RecognizedCall, Recognizer } from './recognition';
import type { Stack } from './template';
import type { NO_RESPONSE, WireRequest, WireResponse } from './wire';

/** What the kernel itself needs from the running cloud. */
export interface KernelRuntime {
  readonly stack: Stack;
  readonly permissions: Pick<Permissions, 'refusal'>;
}

export interface KernelDeps<Runtime> {
  readonly services: readonly AwsService<Runtime>[];
  readonly callers: Callers;
  readonly faults: Pick<Faults, 'strike'>;
  readonly timeline: Pick<Timeline, 'add'>;
  /** What the handlers get. Called for each request, because another stack may take over at any time. */
  readonly runtime: () => Runtime;
}

export class Kernel<Runtime extends KernelRuntime> {
  private readonly recognizer: Recognizer<Runtime>;
  private readonly endpoints: readonly (readonly [path: string, endpoint: Endpoint<Runtime>])[];

  constructor(private readonly deps: KernelDeps<Runtime>) {
    this.recognizer = new Recognizer(deps.services, deps.callers);
    this.endpoints = deps.services.flatMap(({ endpoints = {} }) => Object.entries(endpoints));
  }

  /** @throws {ApiError} from an endpoint, which has no protocol to write it in */
  async handle(request: WireRequest): Promise<WireResponse | typeof NO_RESPONSE> {
    const runtime = this.deps.runtime();
    const url = new URL(request.url, 'http://127.0.0.1');
    const endpoint = this.endpoints.find(([path]) => url.pathname.startsWith(path));
    if (endpoint) return endpoint[1](url, runtime);
    const call = this.recognizer.recognize(request);
    if (call.kind === 'foreign') return refuseForeign(request, call.service);
    const refused = await refuseUnauthenticated(call, this.deps.callers);
    if (refused) return refused;
    return withOperationFaults(call, this.deps.faults, () =>
      dispatch(call, runtime, (operation, given) => this.refuse(call, operation, given, runtime)),
    );
  }

  /** Developers have no role, and may do everything. */
  private refuse(
    recognized: RecognizedCall<Runtime>,
    operation: Operation<Runtime, unknown>,
    call: Call,
    { stack, permissions }: Runtime,
  ): WireResponse | undefined {
    const { caller } = call;
    if (caller === undefined) return undefined;
    const required = operation.permissions?.(call, stack) ?? [];
    const message = refusalFor(caller, required, stack, permissions);
    if (message === undefined) return undefined;
    this.deps.timeline.add({ type: 'denied', caller: `${caller.kind} ${caller.name}`, message });
    const { errorDialect } = recognized.service.api.protocol;
    return errorResponse(recognized, ACCESS_DENIED[errorDialect], message);
  }
}
