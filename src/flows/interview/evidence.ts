import * as z from 'zod'
import { readKeys } from '../vi/keyed.js'
import { fold } from '../vi/text.js'
import type { Answers, KeptFile, Question } from './form.js'

/** Pictures, papers and links that show the deed. */
export interface Evidence {
  files: KeptFile[]
  links: string[]
}

export const MAX_FILES = 10
export const MAX_LINKS = 5
const schema = z.object({
  files: z
    .array(
      z.object({
        id: z.string(),
        kind: z.enum(['photo', 'file']),
        name: z.string().optional(),
        caption: z.string().optional(),
      }),
    )
    .max(MAX_FILES),
  links: z.array(z.string()).max(MAX_LINKS),
})
// "Em không có", "không có ảnh nào đâu ạ".
const NOTHING =
  /^(?:da )?(?:(?:toi|em|minh|chau|chi|anh|co|chu|bac) )?(?:thi )?(?:chua|khong|k|ko|chang)(?: (?:co|chup))?(?: (?:anh|hinh|giay|giay to|gi|tep|file|link))?(?: (?:nao|gi|het|ca|dau|nua|a|em|chau))*[.! ]*$/
// "Mai gửi ảnh", "ảnh ở máy con tôi", "không biết chụp": none now, perhaps some day. Compared folded.
const ME = '(?:(?:toi|em|minh|chau|chi|anh|co|chu|bac) )?'
const WHEN =
  '(?:(?:sang|trua|chieu|dem)(?: (?:mai|nay))?|mai|hom khac|lat(?: nua)?|ti nua|sau|(?:khi|luc) nao (?:ranh|co|tien)|ve nha)'
const PICTURE = '(?:anh|hinh|tep|file|giay|video)'
const SEND = '(?:se |moi )?(?:gui|bo sung|chup)(?: lai| them)?'
const SOME_DAY = [
  `(?:de |doi )?(?:${WHEN} )+${ME}${SEND}(?: ${PICTURE})?`,
  `(?:de ${ME})?${SEND}(?: ${PICTURE})? ${WHEN}`,
  `${PICTURE} (?:o|trong|nam o|de o) .{0,30}(?:may|dien thoai|nha|zalo)(?: .{0,20})?`,
  `(?:(?:may|dien thoai)(?: \\S+)? )?(?:khong|k|ko|chua) (?:chup|gui) duoc(?: ${PICTURE})?`,
  `(?:khong|k|ko|chua) biet (?:cach )?(?:gui|chup|dang)(?: ${PICTURE})?`,
  `(?:bi )?mat (?:het )?${PICTURE}`,
].map((one) => new RegExp(`^(?:da |thoi |chua co(?: ${PICTURE})?,? )?${one}(?: (?:nhe|nha|a|em|chau|roi))*[.! ]*$`))
const LOOKS = new RegExp(
  `^(?:da )?(?:de |cho |doi )?${ME}(?:di )?(?:tim|kiem|xem)(?: lai)?(?: ${PICTURE})?(?: (?:da|nhe|a|em|xem|chut|ti))*[.! ]*$`,
)
const LATER =
  'Dạ không sao ạ. Có ảnh lúc nào, anh/chị cứ gửi vào đây trước khi bấm "Gửi đi"; gửi đi rồi mới có thì nhắn "gặp cán bộ" rồi gửi ạ.'
// With its scheme, or as people copy it: a host that is surely one ("laodong.vn"), or any with a path behind it.
const LINK = /https?:\/\/[^\s<>"]+|(?<![\p{L}\p{N}@.\-/])(?:[a-z\d-]+\.)+[a-z]{2,}(?![\p{L}\p{N}@-])(?:\/[^\s<>"]+)?/giu
const SURE = /^https?:|^[^/]*[a-z][^/]*\.[^/]*\/|^www\.|\.(?:vn|com|org|net|gov)$/i

/** Evidence in any number of messages, ended by "xong". The engine has already noted the files to be kept. */
export function evidence(spec: {
  key: string
  label: string
  text: string
  /** True where what comes later is still taken. */
  later?: true
  when?(answers: Answers): boolean
}): Question<Evidence, Evidence> {
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'closed',
    numbersPick: true,
    pieces: true,
    when: spec.when,
    valid: (value): value is Evidence => schema.safeParse(value).success,
    ask({ note, kept }) {
      const before = schema.safeParse(kept).data
      // Taken back to be edited: nothing of it goes without being asked for.
      if (!note && before && !empty(before))
        return {
          text: `Trợ lý đang giữ ${describe(before)}. Anh/chị gửi thêm, hoặc bấm "Xong" ạ.`,
          options: [
            { value: 'done', label: 'Xong' },
            { value: 'none', label: 'Bỏ hết ảnh, tệp, đường dẫn' },
          ],
        }
      if (!note || empty(note)) return { text: spec.text, options: [{ value: 'done', label: 'Chưa có' }] }
      const more =
        note.files.length < MAX_FILES ? 'Anh/chị gửi thêm, hoặc bấm "Xong" ạ.' : 'Anh/chị bấm "Xong" để tiếp tục ạ.'
      return {
        text: `Trợ lý đã nhận ${describe(note)}. ${more}`,
        options: [{ value: 'done', label: 'Xong' }],
      }
    },
    read(input, { note, kept }) {
      const none: Evidence = { files: [], links: [] }
      // What was taken back to be edited is added to, not replaced.
      const had = note ?? schema.safeParse(kept).data ?? none
      if (input.kind === 'files') {
        const files = [...had.files, ...input.files].slice(0, MAX_FILES)
        return { note: { ...had, files }, merge: spec.key }
      }
      if (input.kind === 'pick' && input.value === 'none') return { answer: none }
      if (input.kind === 'pick' && input.value === 'done') return { answer: had }
      if (input.kind === 'text') {
        const ends = input.command === 'no' || input.command === 'done' || input.command === 'skip'
        if (ends || NOTHING.test(fold(readKeys(input.text) ?? input.text))) return { answer: had }
        // Without its mark "tối" would be "tôi".
        const said = fold((readKeys(input.text) ?? input.text).replace(/tối/giu, 'đêm'))
        if (LOOKS.test(said)) return { again: 'Dạ, anh/chị cứ tìm, Trợ lý đợi ạ. Không có thì bấm nút bên dưới.' }
        if (spec.later && SOME_DAY.some((one) => one.test(said))) return { answer: had, say: LATER }
        const links = linksIn(input.text)
        if (links.length > 0)
          return { note: { ...had, links: [...had.links, ...links].slice(0, MAX_LINKS) }, merge: spec.key }
      }
      return { again: 'Anh/chị gửi ảnh, tệp hoặc dán đường dẫn bài viết; chưa có thì bấm nút bên dưới ạ.' }
    },
    show,
    full: (value) => [show(value), ...captions(value), ...value.links].join('\n'),
  }
}

/** What was written under the pictures. */
function captions({ files }: Evidence): string[] {
  return files.flatMap(({ kind, caption }) => (caption ? [`${kind === 'photo' ? 'Ảnh' : 'Tệp'}: ${caption}`] : []))
}

function show(value: Evidence): string {
  return empty(value) ? 'chưa có' : describe(value)
}

/** Addresses of articles in what was written, with their scheme. */
export function linksIn(text: string): string[] {
  return (text.match(LINK) ?? [])
    .map((found) =>
      (found.includes('(') ? found : found.replace(/[)\]}]+(?=[.,;:!?]*$)/, '')).replace(/[.,;:!?]+$/, ''),
    )
    .filter((found) => SURE.test(found))
    .map((found) => (/^https?:/i.test(found) ? found : `https://${found}`))
}

function empty(value: Evidence): boolean {
  return value.files.length + value.links.length === 0
}

function describe({ files, links }: Evidence): string {
  const photos = files.filter((file) => file.kind === 'photo').length
  const parts = [
    photos > 0 ? `${photos} ảnh` : '',
    files.length - photos > 0 ? `${files.length - photos} tệp` : '',
    links.length > 0 ? `${links.length} đường dẫn` : '',
  ]
  return parts.filter(Boolean).join(', ')
}
