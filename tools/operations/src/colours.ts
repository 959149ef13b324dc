// Colours for a terminal, and for nothing else: picocolors alone would also colour what a CI job writes into a file.
import { createColors, isColorSupported } from 'picocolors';

export const colours = createColors(process.stdout.isTTY && isColorSupported);
