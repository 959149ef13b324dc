// The parts of the zip format that several files need: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3

/** The signature of an entry in the central directory. */
export const ENTRY_SIGNATURE = 0x02014b50;
/** The size of such an entry in bytes, without its name, extra field and comment. */
export const ENTRY_SIZE = 46;
