// For specs: a loaded stack, without a cloud that runs it.
import { Permissions } from '../kernel/authorization/permissions';
import { loadStack, type Stack } from '../kernel/template';
import { ResourceCatalog } from '../kernel/template/resource-catalog';
import { SERVICES } from '../services';
import { ACCOUNT, REGION } from './fixture';

/** @throws {TemplateError} */
export function stackOf(Resources: object): Stack {
  const origin = 'http://127.0.0.1:1';
  const catalog = new ResourceCatalog(SERVICES);
  const location = { region: REGION, accountId: ACCOUNT, stackName: 'spec', origin, catalog };
  return loadStack({ Resources }, location);
}

export function permissionsOf(stack: Stack): Permissions {
  return new Permissions(stack, SERVICES);
}
