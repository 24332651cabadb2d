// Choices offered outside of any form. Each says what it asks and what a pick does.
import type { Panel } from '../turn/say.js'
import { consent } from './consent.js'
import { drafts, edit, nudged, remove } from './drafts.js'
import { home } from './home.js'
import { data, erase, withdraw } from './my-data.js'
import { salutation } from './salutation.js'
import { unsure } from './unsure.js'
import { correct, human } from './word-to-officer.js'

export const panels: Record<string, Panel> = {
  home,
  consent,
  drafts,
  nudged,
  remove,
  edit,
  data,
  correct,
  erase,
  withdraw,
  human,
  unsure,
  salutation,
}
