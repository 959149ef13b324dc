// serverless-plugin-lambda-dead-letter prints "(updated) Function …" after its call, even if nothing was updated.
import { type LegacyCli } from '../framework';

/** Drops the next of these lines; other lines are printed. */
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
