// The places of the service in the workspace.
export const SERVICE_FOLDER = 'apps/service';
export const SERVERLESS_YML = `${SERVICE_FOLDER}/serverless.yml`;
/** CloudFormation templates, which serverless.yml lists. */
export const RESOURCES_FOLDER = `${SERVICE_FOLDER}/resources`;
