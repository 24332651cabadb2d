// "Chuyện người tốt": anybody reads them; an officer writes them, from files whose nominee has agreed to be named.

import type { StoryResults } from '../effects/story.js'
import type { Door, Flow, Panel, Turn } from '../flow.js'
import { type Button, bold } from '../message.js'
import { LABELS } from '../news-buttons.js'
import { answers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { doorBehind } from '../turn/door-behind.js'
import { showList } from '../turn/list.js'
import { staysAsItIs } from '../turn/reason.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { onlyFor } from '../turn/theirs.js'
import { list } from '../vi/phrases.js'
import { clip, length } from '../vi/text.js'
import { pictureButtons, pictureDoors, pictured, picturePanels, pictures } from './picture.js'

const CODE = /^[A-Z]{2}-\d{4}-\d{6}$/
const NUMBER = /^\d{1,4}$/
const SHORTEST = 60
const LONGEST = 1_500

const MENU = { label: 'Trang chính', token: 'c.menu' }
const DESK = { label: 'Việc của cán bộ', token: 'c.desk' }
const LIST = { label: 'Chuyện có thể đăng', token: 'c.tellable' }

function tell(t: Turn): Button[] {
  const door = doorBehind(t, 'tell')
  return door ? [{ label: LABELS.tell, token: `c.${door.command}` }] : []
}

function read(t: Turn, found: StoryResults['readStory'], { skip }: { skip: number }): void {
  if (found === 'none')
    return showList(t, {
      text: 'Hiện chưa có câu chuyện nào được đăng ạ. Anh/chị biết một người tốt, việc tốt thì kể cho Trợ lý nhé.',
      buttons: [...tell(t), MENU],
    })
  const next = found.older > 0 ? [{ label: 'Đọc chuyện khác', token: `c.stories.${skip + 1}` }] : []
  showList(t, {
    text: `${bold('Chuyện người tốt')}\n\n${verbatim(found.text)}`,
    ...(found.photo && { photo: found.photo }),
    buttons: [...next, ...tell(t), MENU],
  })
}

function tellable(t: Turn, found: StoryResults['listTellable']): void {
  if (found.length === 0)
    return showList(t, {
      text: 'Chưa có hồ sơ nào đăng được. Hồ sơ cần được xét đạt, và người được giới thiệu đồng ý nêu tên ạ.',
      buttons: [DESK],
    })
  showList(t, {
    text: [
      bold('Hồ sơ có thể kể công khai'),
      ...found.map(({ code, name, told }) => `• ${code} ${verbatim(name)}${told ? ' (đã đăng)' : ''}`),
    ].join('\n'),
    buttons: [
      ...found.map(({ code, name, told }) => ({
        label: clip(`${told ? 'Xem lại' : 'Viết'}: ${name}`, 40),
        token: `c.tellStory.${code}`,
      })),
      DESK,
    ],
  })
}

function opened(t: Turn, found: StoryResults['openTellable']): void {
  if (found === 'none') return gone(t)
  const { code, name, unitName, deeds, text, told, photo } = found
  if (told && text)
    return showList(t, {
      text: `${bold(`Chuyện đang đăng (${code})`)}\n\n${verbatim(text)}`,
      ...(photo && { photo }),
      buttons: [
        { label: 'Viết lại', token: `c.rewriteStory.${code}` },
        ...pictureButtons(code, photo !== undefined),
        { label: 'Gỡ chuyện này', token: `c.withdrawStory.${code}` },
        LIST,
      ],
    })
  const told_ = deeds.map((deed) => `– ${verbatim(clip(deed, 700))}`)
  say(t, { text: [bold(`${verbatim(name)}, ${verbatim(unitName)}`), ...told_].join('\n') })
  write(t, code)
}

function write(t: Turn, code: string): void {
  t.session = { ...t.session, active: undefined, open: undefined }
  openPanel(t, 'story-words', code)
  ask(t)
}

function gone(t: Turn): void {
  showList(t, {
    text: 'Hồ sơ này không (hoặc không còn) đăng được: cần đã xét đạt, và người được giới thiệu đồng ý nêu tên ạ.',
    buttons: [LIST, DESK],
  })
}

const words: Panel = {
  mode: 'free',
  ask: () => ({
    text: `Anh/chị viết câu chuyện sẽ đăng, trong một tin từ ${SHORTEST} đến ${LONGEST.toLocaleString('vi-VN')} ký tự. Chỉ nêu tên người tốt, đơn vị và việc tốt; không nêu tên, địa chỉ, bệnh tật của người được giúp ạ.`,
    options: [{ value: 'back', label: 'Thôi, để sau' }],
  }),
  read: (said) => (staysAsItIs(said) ? 'back' : undefined),
  pick(t) {
    close(t)
    t.effects.push({ do: 'listTellable' })
  },
  text(t, said) {
    const long = length(said)
    if (long < SHORTEST) return ask(t, `Chuyện mới có ${long} ký tự, anh/chị kể thêm một chút ạ.`)
    if (long > LONGEST) return ask(t, `Chuyện dài ${long.toLocaleString('vi-VN')} ký tự, anh/chị rút ngắn lại ạ.`)
    const code = t.session.panel?.about ?? ''
    close(t)
    t.effects.push({ do: 'publishStory', code, text: said })
  },
}

const door = (command: string, label: string, open: (t: Turn, code: string) => void): Door => ({
  command,
  label,
  for: answers,
  open: (t, code) => (CODE.test(code) ? open(t, code) : resume(t)),
})

export const story: Flow = {
  doors: [
    {
      command: 'stories',
      underNews: 'story',
      label: 'Đọc chuyện người tốt',
      phrases: list(
        'đọc chuyện; đọc chuyện người tốt; xem chuyện; xem các câu chuyện; xem câu chuyện; xem các gương người tốt; tôi muốn xem các gương người tốt; danh sách người tốt; danh sách người tốt tháng này; xem gương người tốt; chuyện người tốt; câu chuyện người tốt',
      ),
      slashes: ['chuyen'],
      open: (t, skip) => void t.effects.push({ do: 'readStory', skip: NUMBER.test(skip) ? Number(skip) : 0 }),
    },
    {
      command: 'tellable',
      label: 'Đăng chuyện người tốt',
      for: answers,
      desk: 43,
      phrases: list('đăng chuyện; đăng chuyện người tốt; viết chuyện người tốt'),
      open: (t) => void t.effects.push({ do: 'listTellable' }),
    },
    door('tellStory', 'Viết chuyện', (t, code) => void t.effects.push({ do: 'openTellable', code })),
    door('rewriteStory', 'Viết lại', write),
    ...pictureDoors,
    door('withdrawStory', 'Gỡ chuyện này', (t, code) => void t.effects.push({ do: 'withdrawStory', code })),
  ],
  panels: onlyFor(answers, { 'story-words': words, ...picturePanels }),
  told: {
    readStory: read,
    listTellable: tellable,
    openTellable: opened,
    withdrawStory: tellable,
    storyPictures: pictures,
    pictureStory: pictured,
    publishStory(t, found) {
      if (found === 'none') return gone(t)
      showList(t, {
        text: `Dạ, chuyện đã được đăng (${found.code}): ai bấm "Đọc chuyện người tốt" đều đọc được.`,
        buttons: [
          ...pictureButtons(found.code, false),
          { label: 'Gỡ chuyện này', token: `c.withdrawStory.${found.code}` },
          LIST,
          DESK,
        ],
      })
    },
  },
}
