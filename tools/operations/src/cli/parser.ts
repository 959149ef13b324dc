// The parser that every command starts from.
import { refuseArguments } from '@immortal/shared/command-line';
import yargs from 'yargs';

/** @param command under which its npm script is called */
export function parserOf(command: string, args: readonly string[]) {
  return yargs([...args])
    .scriptName(`npm run ${command} --`)
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .version(false)
    .locale('en')
    .strict()
    .fail(refuseArguments);
}
