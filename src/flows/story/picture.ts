// A picture shown with a story: chosen by an officer from the file's own, once those in it have agreed.

import type { StoryResults } from '../effects/story.js'
import type { Door, Panel, Turn } from '../flow.js'
import { readOption } from '../interview/choice.js'
import type { Button } from '../message.js'
import { answers } from '../roles.js'
import { showList } from '../turn/list.js'
import { reason } from '../turn/reason.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'

const CODE = /^[A-Z]{2}-\d{4}-\d{6}$/
/** The file, the beginning of the picture's content hash, and who agreed. */
const CHOICE = /^([A-Z]{2}-\d{4}-\d{6})-([0-9a-f]{8})(?:-(y|g))?$/

export const pictureButtons = (code: string, shown: boolean): Button[] =>
  shown
    ? [{ label: 'Gỡ ảnh', token: `c.hidePicture.${code}` }]
    : [{ label: 'Kèm một ảnh', token: `c.storyPictures.${code}` }]

const back = (code: string): Button => ({ label: 'Xem chuyện', token: `c.tellStory.${code}` })

export const pictureDoors: Door[] = [
  {
    command: 'storyPictures',
    label: 'Kèm một ảnh',
    for: answers,
    open: (t, code) => (CODE.test(code) ? void t.effects.push({ do: 'storyPictures', code }) : resume(t)),
  },
  {
    command: 'hidePicture',
    label: 'Gỡ ảnh',
    for: answers,
    open: (t, code) => (CODE.test(code) ? void t.effects.push({ do: 'pictureStory', code }) : resume(t)),
  },
  {
    command: 'storyPicture',
    label: 'Chọn ảnh',
    for: answers,
    open(t, rest) {
      if (!CHOICE.test(rest)) return resume(t)
      t.session = { ...t.session, active: undefined, open: undefined }
      openPanel(t, 'story-picture-who', rest)
      ask(t)
    },
  },
]

/** Shows what there is, each under its number. */
export function pictures(t: Turn, found: StoryResults['storyPictures'], { code }: { code: string }): void {
  if (found === 'none' || found.pictures.length === 0)
    return showList(t, { text: 'Hồ sơ này không có ảnh nào dùng được ạ.', buttons: [back(code)] })
  for (const [n, photo] of found.pictures.entries()) say(t, { text: `Ảnh ${n + 1}`, photo })
  showList(t, {
    text: 'Anh/chị chọn một ảnh để hiện cùng câu chuyện. Chỉ chọn ảnh mà mọi người nhìn rõ mặt trong đó đã đồng ý; không chọn ảnh giấy tờ, bệnh án, ảnh người được giúp ạ.',
    buttons: [
      ...found.pictures.map((hash, n) => ({
        label: `Chọn ảnh ${n + 1}`,
        token: `c.storyPicture.${code}-${hash.slice(0, 8)}`,
      })),
      back(code),
    ],
  })
}

function later(t: Turn, about: string): void {
  close(t)
  t.effects.push({ do: 'openTellable', code: about.slice(0, 14) })
}

const CHILDREN = [
  {
    value: 'y',
    label: 'không',
    words: ['không có', 'không có ai', 'toàn người lớn', 'người lớn cả', 'không có trẻ con'],
  },
  { value: 'g', label: 'có', words: ['có trẻ con', 'có một cháu', 'có cháu nhỏ', 'có các cháu', 'có em nhỏ'] },
]

export const picturePanels: Record<string, Panel> = {
  'story-picture-who': {
    mode: 'closed',
    ask: () => ({
      text: 'Trong ảnh có ai chưa đủ 16 tuổi không ạ? Có trẻ em thì cần cha, mẹ hoặc người giám hộ đồng ý cho đăng ảnh.',
      options: [
        { value: 'y', label: 'Không có trẻ em' },
        { value: 'g', label: 'Có trẻ em' },
        { value: 'no', label: 'Thôi, để sau' },
      ],
    }),
    read: (said) => readOption(said, CHILDREN),
    pick(t, value, _said, about = '') {
      if (value === 'no') return later(t, about)
      openPanel(t, 'story-picture-how', `${about}-${value}`)
      ask(t)
    },
  },
  'story-picture-how': reason({
    text: (about) =>
      about.endsWith('-g')
        ? 'Anh/chị đã hỏi cha, mẹ hoặc người giám hộ nào, bằng cách nào, hôm nào, và họ đồng ý cho đăng đúng ảnh này chưa ạ? Lời này được lưu làm bằng chứng.'
        : 'Anh/chị đã hỏi người trong ảnh bằng cách nào, hôm nào, và họ đồng ý cho đăng đúng ảnh này chưa ạ? Ví dụ: "cho cô Hoa xem ảnh chiều 5/12, cô đồng ý". Lời này được lưu làm bằng chứng.',
    send: 'Đăng ảnh',
    read: 'Lời này được lưu làm bằng chứng.',
    later: 'Chưa hỏi, để sau',
    back: later,
    done(t, about, note) {
      const [, code, hash, who] = CHOICE.exec(about) ?? []
      if (code && hash) t.effects.push({ do: 'pictureStory', code, picture: { hash, note, guardian: who === 'g' } })
      else resume(t)
    },
  }),
}

export function pictured(t: Turn, found: StoryResults['pictureStory'], { code }: { code: string }): void {
  const text =
    found === 'none'
      ? 'Chuyện hoặc ảnh này không còn nữa ạ.'
      : found === 'child'
        ? 'Người được giới thiệu là trẻ em: ảnh chỉ hiện khi cha, mẹ hoặc người giám hộ đồng ý. Anh/chị chọn lại ảnh và bấm "Có trẻ em" ạ.'
        : found.shown
          ? 'Dạ, ảnh hiện cùng câu chuyện từ bây giờ. Người trong ảnh đổi ý thì anh/chị bấm "Gỡ ảnh" ạ.'
          : 'Dạ, ảnh đã được gỡ; câu chuyện vẫn đăng.'
  const shown = typeof found === 'object' && found.shown
  showList(t, { text, buttons: [...(found === 'none' ? [] : pictureButtons(code, shown)), back(code)] })
}
