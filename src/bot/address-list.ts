// A list of addresses that an officer sent in chat: looked at first, taken when they say so.
import type { Ours } from '../flows/message.js'
import { clip } from '../flows/vi/text.js'
import { type AddressImport, importAddresses } from '../store/address/import.js'
import { markedCopy } from '../store/address/marked.js'
import { readAddressFile } from '../store/address/table.js'
import { ANSWERERS } from '../store/answerers.js'
import type { Tx } from '../store/database.js'
import { endUse } from '../store/files/rows.js'
import { scopeOf } from '../store/roles.js'
import { HiddenRows, TableRefusal } from '../store/sheet/sheet.js'
import { loadUnits } from '../store/units.js'

/** A file that is used: whose, its bytes, and the further words of its purpose. */
export interface UsedFile {
  id: string
  personId: string
  channel: string
  bytes: Buffer
  rest: string[]
}

/** Something made of it, to be handed back; told under `more.file`. */
export interface MadeFile {
  bytes: Buffer
  name: string
}

/** Does what a file is for, within the transaction that stores it; gives what its sender is told. */
export type Use = (tx: Tx, file: UsedFile, now: number) => Promise<{ news: Omit<Ours, 'kind'>; made?: MadeFile }>

/** Wrong cells that a message has room for. */
const TOLD = 12

/** `rest`: "check" or "take", and what to do with hidden rows. */
export const useAddressList: Use = async (tx, { id, personId, channel, bytes, rest: [step, hidden] }, now) => {
  const told = (more: Record<string, unknown>) => ({ news: { flow: 'address', what: 'list', about: id, more } })
  // The right is looked at again when it is done: a role may have ended since.
  const scope = await scopeOf(tx, personId, ANSWERERS, now)
  if (scope.length === 0) return told({ refusal: 'Vai trò của anh/chị đã kết thúc nên danh sách không được nhập.' })
  try {
    const units = await loadUnits(tx)
    const meant = hidden === 'take' || hidden === 'leave' ? hidden : undefined
    const rows = readAddressFile(bytes, meant)
    const by = { personId, channel }
    const done = await importAddresses(tx, rows, { units, by, dryRun: step !== 'take', now, scope })
    const taken = step === 'take' && done.refused.length === 0
    if (taken || done.refused.length > 0) await endUse(tx, personId, id)
    if (done.refused.length === 0) return told({ ...summary(done), taken, hidden })
    // Zalo takes no spreadsheets.
    const as = channel === 'zalo' ? 'csv' : 'xlsx'
    const made = { bytes: await markedCopy(bytes, done.refused, { as, hidden: meant }), name: `can-sua.${as}` }
    return { ...told({ ...summary(done), taken, hidden }), made }
  } catch (error) {
    if (error instanceof HiddenRows) return told({ ask: error.count })
    if (!(error instanceof TableRefusal)) throw error
    await endUse(tx, personId, id)
    return told({ refusal: error.message })
  }
}

const summary = ({ refused, alike, changed, unread, aside, ...counts }: AddressImport) => ({
  ...counts,
  changed: changed.slice(0, TOLD),
  changedMore: Math.max(0, changed.length - TOLD),
  unread: unread.slice(0, TOLD).map((title) => clip(title, 40)),
  aside: aside.slice(0, TOLD),
  alike: alike.slice(0, TOLD),
  alikeMore: Math.max(0, alike.length - TOLD),
  refused: refused.slice(0, TOLD),
  more: Math.max(0, refused.length - TOLD),
})
