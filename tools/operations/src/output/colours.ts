// Colours on a terminal only: picocolors alone would also colour the output of a CI job.
import { createColors, isColorSupported } from 'picocolors';

export const colours = createColors(process.stdout.isTTY && isColorSupported);
