// An officer corrects what somebody sent, answer by answer, as they asked for.

import type { Input } from '../interview/form.js'
import type { SentForm } from './always.js'

export type CorrectEffect =
  | { do: 'listCorrectable'; ticket: string }
  /** What was sent with its answers, to choose one; `key` was chosen; `input` is what the officer makes of it. */
  | { do: 'openAnswers'; ticket: string; of: string; key?: string; input?: Input; note?: unknown }
  /** `was`: the answer that was read back beside the new one. */
  | { do: 'correctAnswer'; ticket: string; of: string; key: string; was?: unknown; value: unknown }

/** Why nothing can be corrected. 'otherKind': the request asks for something else; 'linked': the link of their accounts may be undone. */
type Hidden = { is: 'none' | 'refused' | 'over' | 'otherKind' | 'linked' }

export interface CorrectResults {
  listCorrectable: { is: 'records'; records: Omit<SentForm, 'answers'>[] } | Hidden
  openAnswers: { is: 'record'; record: SentForm } | Hidden
  correctAnswer: /** `told`: whether the person can be told now. */
    | { is: 'corrected'; record: SentForm; told: boolean }
    /** Somebody else has corrected it since it was read back. */
    | { is: 'changed' }
    /** It is no answer to this question, or further questions would have to be asked. */
    | { is: 'unfit' }
    | Hidden
}
