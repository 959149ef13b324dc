// Makes the `deadLetter:` syntax of serverless-plugin-lambda-dead-letter (2017) work on osls 4.
import { type PluginContext } from '../context';
import { PluginError } from '../errors';
import { functionsOf, type Serverless, templateOf } from '../framework';
import { type Hooks, TEMPLATE_COMPLETE } from '../hooks';
import { FUNCTION_SCHEMA } from './schema';
import { answerSdkCalls } from './sdk-calls';
import { type CreatedResources } from './target';
import { writeDeadLetter } from './write-dead-letter';

/** What serverless-plugin-lambda-dead-letter offers to this plugin. */
interface OriginalPlugin extends CreatedResources {
  compileFunctionDeadLetterResources(): Promise<unknown>;
}

/**
 * - Declares the schema of `deadLetter:`.
 * - Calls the hook that creates the queues and topics of `sqs:` and `sns:`; the framework has renamed its event.
 * - Writes `DeadLetterConfig`, and the permission to send, into the compiled template.
 * - Answers the calls that the original plugin makes after a deployment.
 */
export function deadLetters({ serverless, log }: PluginContext): Hooks {
  serverless.configSchemaHandler.defineFunctionProperties('aws', FUNCTION_SCHEMA);
  answerSdkCalls(serverless, log);
  return {
    'package:compileEvents': async () => {
      const creates = functionsOf(serverless).some(([, { deadLetter }]) =>
        Boolean(deadLetter?.sqs ?? deadLetter?.sns),
      );
      if (creates) await originalPlugin(serverless).compileFunctionDeadLetterResources();
    },
    [TEMPLATE_COMPLETE]: () => {
      for (const [key, config] of functionsOf(serverless)) {
        writeDeadLetter(key, config, {
          template: templateOf(serverless),
          naming: serverless.getProvider('aws').naming,
          createdResources: () => originalPlugin(serverless),
          warn: log.warning.bind(log),
        });
      }
    },
  };
}

function originalPlugin({ pluginManager }: Serverless): OriginalPlugin {
  const plugin = pluginManager.plugins.find(
    (one): one is OriginalPlugin => 'compileFunctionDeadLetterResources' in one,
  );
  if (plugin) return plugin;
  throw new PluginError(
    'deadLetter.sqs and deadLetter.sns need serverless-plugin-lambda-dead-letter. List it in plugins, after @immortal/serverless-plugin.',
  );
}
