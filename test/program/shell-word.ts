/** Words for the command line of the user's shell. */

/** A word that every shell takes as it is. */
export function isPlainWord(word: string): boolean {
  return /^[\w./\\:~+-]+$/.test(word);
}

/**
 * Puts a text in quotes. On Windows only quotes are special; other shells expand `$` and `!` within double quotes, so
 * that they get single quotes.
 */
export function quotesOf(platform: NodeJS.Platform): (text: string) => string {
  return platform === "win32" ? (text) => `"${text}"` : (text) => `'${text.replace(/'/g, "'\\''")}'`;
}
