/** A reason not to start that a person can mend. The message: the setting, what is wrong, the cure, in one line. */
export class StartError extends Error {
  override name = 'StartError'
}

/** The words of a StartError for a data folder that cannot be written; `code` is the system's, such as EACCES. */
export function unwritable(dataDir: string, code: string | undefined): string {
  return `DATA_DIR: ${dataDir} cannot be written (${code}); give this user the right to, or set DATA_DIR to another folder`
}
