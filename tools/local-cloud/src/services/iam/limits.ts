// What is not emulated of IAM: managed policies that the kernel does not know.
import { unknownPolicies } from '../../kernel/authorization/roles';
import { joined, type Limits } from '../../kernel/limits';

export const LIMITS: Limits = {
  phrases: (stack) => joined(unknownPolicies(stack)),
};
