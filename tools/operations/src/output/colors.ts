// Colors on a terminal only: picocolors alone would also color the output of a CI job.
import { createColors, isColorSupported } from 'picocolors';

export const colors = createColors(process.stdout.isTTY && isColorSupported);
