// Text of before Unicode: by what it is known at the door, before anything is stripped from it. Imports nothing: reading it
// is in old-encodings.ts.

// TCVN3 letters that stand beside Latin letters in no other text. Its ư is the soft hyphen, which the door would strip.
const TCVN3 = /[a-zA-Z][¨©«¬®µ¶·¸¹»¼½¾][a-zA-Z]?|(?:^|[\s(“"])[®§][a-zA-Z\u00A1-\u00FE]|[a-zA-Z]\u00AD[\u00A1-\u00FE]/

/** Whether a text is in TCVN3. */
export function isOldEncoding(text: string): boolean {
  return TCVN3.test(text)
}

/** The same with its soft hyphens as the letter they are. */
export function withItsHyphens(text: string): string {
  return text.replaceAll('\u00AD', 'ư')
}
