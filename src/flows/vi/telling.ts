import { isHardship } from './hardship.js'
import { fold, length, words } from './text.js'

const INTENT = /(?:^| )(?:gioi thieu|muon ke|ke ve|de cu|tien cu|tam guong|nguoi tot|bieu duong|tuyen duong)(?: |$)/
// Shorter without such a word it may be anything.
const SURELY = 80

/** Whether somebody who was asked nothing begins to tell of a good person, or says that they want to. */
export function isTelling(text: string): boolean {
  if (/\?\s*$/.test(text) || isHardship(text)) return false
  const said = fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')
  return length(text) >= SURELY || (words(said).length >= 5 && INTENT.test(said))
}
