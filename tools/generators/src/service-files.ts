// The places of the service in the workspace.
export const SERVICE_FOLDER = 'apps/service';
export const SERVERLESS_YML = `${SERVICE_FOLDER}/serverless.yml`;
/** CloudFormation templates, which serverless.yml lists. */
export const RESOURCES_FOLDER = `${SERVICE_FOLDER}/resources`;
/** What the functions may do. */
export const ROLES_YML = `${RESOURCES_FOLDER}/roles.yml`;
/** The kit's own CloudFormation templates, in the same stack. */
export const KIT_RESOURCES_FOLDER = 'tools/serverless-plugin/resources';
