import type { People } from '../people.js'
import { SimError } from '../platform.js'

/** What an OA and one person have between them. */
export interface ZaloUser {
  person: string
  name: string
  /** Per OA; what every API call and event calls them. */
  userId: string
  /** Per app; the same human, another number. */
  userIdByApp: string
  follows: boolean
  /** Milliseconds since the Unix epoch. Zalo: opens /cs for 7 days; null = never. */
  lastInteraction: number | null
  /** Has ever written or tapped "Nhắn tin". */
  chatted: boolean
  lastEventAt: number
  /** Messages of the OA that the person has not looked at, oldest first. */
  unseen: string[]
  /** Given through the contact form. */
  shared?: { name: string; phone: string; address?: string }
}

export type Users = ReturnType<typeof createUsers>

/** The OA's users; a person becomes one with their first act. Ids are the same after a restart. */
export function createUsers(people: People) {
  const users = new Map<string, ZaloUser>()

  return {
    /** The user for a person, made when needed. Throws SimError when there is no such person. */
    of(person: string): ZaloUser {
      let user = users.get(person)
      if (!user) {
        const known = people.get(person)
        if (!known) throw new SimError(`không có người "${person}"`, 404)
        const userId = people.zaloUserId(person)
        user = {
          person,
          name: known.name,
          userId,
          userIdByApp: idByApp(userId),
          follows: false,
          lastInteraction: null,
          chatted: false,
          lastEventAt: 0,
          unseen: [],
        }
        users.set(person, user)
      }
      return user
    },
    peek: (person: string): ZaloUser | undefined => users.get(person),
    /** Undefined when nobody has this id, also for people who exist but never met the OA: see `exists`. */
    byUserId(userId: string): ZaloUser | undefined {
      const person = people.byZaloUserId(userId)
      return person && users.get(person.id)
    },
    exists: (userId: string): boolean => people.byZaloUserId(userId) !== undefined,
    followers(): number {
      let count = 0
      for (const user of users.values()) if (user.follows) count++
      return count
    },
    all: (): ZaloUser[] => [...users.values()],
    restore(kept: ZaloUser[]): void {
      for (const user of kept) users.set(user.person, user)
    },
    clear: (): void => users.clear(),
  }
}

/** Another 19 digits, as steady as the user id they come from. */
function idByApp(userId: string): string {
  return `5${userId.slice(10)}${userId.slice(1, 10)}`
}
