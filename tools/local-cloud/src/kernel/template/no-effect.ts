// Why properties have no effect locally, where the reason is the same for several types.

export const TAGS = 'names things for people and bills';
export const ONE_ACCOUNT =
  'governs other accounts and the public; there is one account locally, on the loopback';
export const NO_KMS = 'nothing is encrypted locally, and callers see no difference';
export const TOLD_AT_START =
  'a trigger that is not emulated, which limits.ts of its service reports at the start';
export const NO_MONITORING = 'there are no metrics and no access logs locally';
