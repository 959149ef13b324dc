// serverless-plugin-lambda-dead-letter says "(updated) Function …" after its call, also when that had nothing to do.
import { type LegacyCli } from './framework';

/** Drops the next of these lines; whatever else is printed until then is printed. */
export function dropNextUpdated(cli: LegacyCli): void {
  const log = cli.log;
  cli.log = (message, ...ignored) => {
    if (!message.startsWith('(updated) ')) {
      log.call(cli, message, ...ignored);
      return;
    }
    cli.log = log;
  };
}
