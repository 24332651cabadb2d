// Words that pass between a person and the officer who took their request, through us, whatever platforms the two use.
import type { FileRef } from '../message.js'

export type TalkEffect =
  /** "Nhận": the request is this officer's, and a talk with whoever made it begins. */
  | { do: 'takeRequest'; ticket: string }
  /** Passes words to the other side of this request's talk. */
  | { do: 'relay'; ticket: string; text: string }
  /** Keeps a file and passes it on once it has been fetched. */
  | { do: 'relayFile'; ticket: string; file: string; source: FileRef }
  | { do: 'endTalk'; ticket: string }

export interface TalkResults {
  takeRequest:
    | { is: 'taken'; note?: string; parked?: string; reached: boolean }
    /** `officer`: the number of the person who has it. `at`: epoch ms. */
    | { is: 'byOther'; officer: string; at: number }
    | { is: 'closed' | 'own' | 'refused' | 'none' }
  /** 'over': the talk has ended meanwhile. 'kept': so it has, and a person's words stand in their request. 'unreachable': nobody can write to the other side now; the words are not kept. */
  relay: 'passed' | 'over' | 'kept' | 'unreachable'
  endTalk: 'ended' | 'over'
}
