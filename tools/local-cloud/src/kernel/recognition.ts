// Recognizes, once for each request, which service and operation it calls and who calls it.
import type { Caller, Callers } from './authentication/callers';
import { type Signature, signatureOf } from './authentication/signature';
import type { AwsService, ServiceApi } from './aws-service';
import { header, type WireRequest } from './wire';

/** A service that has an API. */
export type CallableService<Runtime> = AwsService<Runtime> & {
  readonly api: ServiceApi<Runtime, unknown>;
};

export interface RecognizedCall<Runtime> {
  readonly kind: 'call';
  readonly request: WireRequest;
  readonly service: CallableService<Runtime>;
  /** Undefined for a request that names none. */
  readonly operation: string | undefined;
  /** Undefined for a request that is not signed. */
  readonly signature: Signature | undefined;
  /** A process that the local cloud started; undefined for the developer. Not to be trusted until it is authenticated. */
  readonly caller: Caller | undefined;
}

export interface ForeignRequest {
  readonly kind: 'foreign';
  /** The service that the local cloud does not emulate, as the request names it. */
  readonly service: string;
}

export type Recognition<Runtime> = RecognizedCall<Runtime> | ForeignRequest;

export class Recognizer<Runtime> {
  private readonly services: readonly CallableService<Runtime>[];

  /** @param services in the order in which they are tried for a request that is not signed; S3, which accepts any path, comes last */
  constructor(
    services: readonly AwsService<Runtime>[],
    private readonly callers: Pick<Callers, 'withKey'>,
  ) {
    this.services = services.filter(isCallable);
  }

  recognize(request: WireRequest): Recognition<Runtime> {
    const signature = signatureOf(request);
    const service = this.serviceOf(request, signature);
    if (typeof service === 'string') return { kind: 'foreign', service };
    return {
      kind: 'call',
      request,
      service,
      operation: service.api.protocol.operationOf(request),
      signature,
      caller: signature && this.callers.withKey(signature.accessKeyId),
    };
  }

  /** @returns the service, or the name of one that is not emulated */
  private serviceOf(
    request: WireRequest,
    signature: Signature | undefined,
  ): CallableService<Runtime> | string {
    if (signature !== undefined) {
      return this.services.find(({ name }) => name === signature.service) ?? signature.service;
    }
    const found = this.services.find(({ api }) => api.protocol.isFor(request));
    // Some requests need no signature on AWS, such as those of Cognito: they name their service here.
    return found ?? header(request, 'x-amz-target')?.split('.')[0] ?? 'The service';
  }
}

export function isCallable<Runtime>(
  service: AwsService<Runtime>,
): service is CallableService<Runtime> {
  return service.api !== undefined;
}
