import { createHash } from 'node:crypto'

/** Someone with a phone. The same person has one account on each platform. */
export interface Person {
  id: string
  name: string
}

export interface People {
  list(): Person[]
  get(id: string): Person | undefined
  add(name: string): Person
  /** Telegram's number for a person, stable across restarts: 7000000000 + n. */
  telegramUserId(id: string): number
  byTelegramUserId(userId: number): Person | undefined
  /** Zalo's id for a person, stable across restarts: "8" and 18 digits. */
  zaloUserId(id: string): string
  byZaloUserId(userId: string): Person | undefined
  /** A mobile number for somebody who is not asked for one: "84900000000" + n. */
  phone(id: string): string
  /** Back to the six default people. */
  reset(): void
}

const FIRST_TELEGRAM_USER = 7_000_000_000
const DEFAULT_NAMES = ['Nguyễn Thị Hoa', 'Trần Văn Dũng', 'Lê Thu Hương', 'Phạm Quốc Bảo', 'Đỗ Thị Nga', 'Vũ Huy']

/** The six default people, or those of an earlier run, in the order of their ids. */
export function createPeople(names = DEFAULT_NAMES): People {
  const people: Person[] = []
  const byId = new Map<string, Person>()
  const byZalo = new Map<string, Person>()

  function add(name: string): Person {
    const person = { id: `p${people.length + 1}`, name: name.normalize('NFC') }
    people.push(person)
    byId.set(person.id, person)
    byZalo.set(zaloUserId(person.id), person)
    return person
  }
  function reset() {
    people.length = 0
    byId.clear()
    byZalo.clear()
    for (const name of DEFAULT_NAMES) add(name)
  }
  for (const name of names) add(name)

  return {
    list: () => people,
    get: (id) => byId.get(id),
    add,
    telegramUserId: (id) => FIRST_TELEGRAM_USER + Number(id.slice(1)),
    byTelegramUserId: (userId) => people[userId - FIRST_TELEGRAM_USER - 1],
    zaloUserId,
    byZaloUserId: (userId) => byZalo.get(userId),
    phone: (id) => `84${900_000_000 + Number(id.slice(1))}`,
    reset,
  }
}

function zaloUserId(id: string): string {
  const digest = createHash('sha256').update(`zalo:${id}`).digest()
  return `8${(digest.readBigUInt64BE() % 10n ** 18n).toString().padStart(18, '0')}`
}
