// Where the service lies in the workspace.
export const SERVICE_FOLDER = 'apps/service';
export const SERVERLESS_YML = `${SERVICE_FOLDER}/serverless.yml`;
/** CloudFormation by concern; serverless.yml names each file. */
export const RESOURCES_FOLDER = `${SERVICE_FOLDER}/resources`;
