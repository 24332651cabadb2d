// "Đơn vị": administrators find, add, rename, merge and close units.

import type { OpenedUnit, UnitChange, UnitResults } from '../effects/unit.js'
import type { Flow, Panel, Turn } from '../flow.js'
import { bold } from '../message.js'
import { showList } from '../turn/list.js'
import { looksAgain, saysNothing } from '../turn/reason.js'
import { ask, close, openPanel } from '../turn/say.js'
import { wordsAlone } from '../vi/keywords.js'
import { explainMatch, findUnit, searchPlaces } from '../vi/places.js'
import { clip } from '../vi/text.js'
import { UNIT_KINDS, type UnitKind } from '../vi/unit-kinds.js'

const UNITS = { label: 'Tìm đơn vị khác', token: 'c.units' }
const DESK = { label: 'Việc của cán bộ', token: 'c.desk' }
const REFUSED = 'Đơn vị này ngoài phạm vi quản trị của anh/chị ạ.'

// A unit's code may hold a dot, which parts a button's token.
const toRest = (unit: string) => unit.replaceAll('.', '~')
const fromRest = (rest: string) => rest.replaceAll('~', '.')
const nameOf = (t: Turn, unit: string) => findUnit(t.ctx.places, unit)?.name ?? unit

/** The kinds a unit below the city may have, by their number in buttons. */
const KINDS = (Object.keys(UNIT_KINDS) as UnitKind[]).filter((kind) => kind !== 'city')

/** Waits in a panel where words are typed; a half-done form waits behind it. */
function awaitWords(t: Turn, panel: string, about?: string): void {
  t.session = { ...t.session, active: undefined, open: undefined }
  openPanel(t, panel, about)
}

function openWords(t: Turn, panel: string, about?: string): void {
  awaitWords(t, panel, about)
  ask(t)
}

/** A panel where something is typed about a unit. */
function words(
  text: (t: Turn, about: string) => string,
  typed: (t: Turn, said: string, about: string) => void,
  unitOf = (about: string) => about,
): Panel {
  return {
    mode: 'free',
    ask: (t, about = '') => ({ text: text(t, about), options: [{ value: 'back', label: 'Thôi, quay lại' }] }),
    read: (said) => (looksAgain(said) ? 'back' : undefined),
    pick(t, _value, _said, about = '') {
      const unit = unitOf(about)
      if (!unit) return showList(t, { text: 'Dạ vâng ạ.', buttons: [DESK] })
      close(t)
      t.effects.push({ do: 'openUnit', unit })
    },
    text: (t, said) => (saysNothing(said) ? ask(t) : typed(t, clip(said, 200), t.session.panel?.about ?? '')),
  }
}

/** Reads a change back before it is made: `about` is what `write` made of it. */
const write = (change: UnitChange) => JSON.stringify(change)
const read = (about: string) => JSON.parse(about.slice(about.indexOf('{'))) as UnitChange

function readBack(t: Turn, change: UnitChange): string {
  switch (change.is) {
    case 'add':
      return `Thêm ${bold(change.name)} (${UNIT_KINDS[change.kind]}), trực thuộc ${nameOf(t, change.parent)}, đúng chưa ạ?`
    case 'rename':
      return `Đổi tên ${nameOf(t, change.unit)} thành ${bold(change.name)}, đúng chưa ạ? Tên cũ vẫn tìm được.`
    case 'merge':
      return `Sáp nhập ${bold(nameOf(t, change.unit))} vào ${bold(nameOf(t, change.into))}? Người, việc và các đơn vị trực thuộc chuyển sang ${nameOf(t, change.into)}. Việc này không hoàn tác được ạ.`
    case 'close':
      return `Đóng ${bold(nameOf(t, change.unit))}? Thành viên và việc đang làm chuyển lên đơn vị cấp trên; vai trò của cán bộ ở đơn vị này kết thúc, tin đang chờ gửi ở đây được hủy. Việc này không hoàn tác được ạ.`
  }
}

function confirm(t: Turn, change: UnitChange): void {
  // When it was read back tells its buttons from those of another change.
  openPanel(t, 'unit-sure', `${t.ctx.now.toString(36)} ${write(change)}`)
  ask(t)
}

function offer(t: Turn, said: string, command: string, prefix = ''): void {
  const found = searchPlaces(t.ctx.places, said).matches
  if (found.length === 0) return ask(t, 'Trợ lý chưa tìm thấy đơn vị này.')
  showList(t, {
    text: 'Anh/chị chọn đúng đơn vị giúp Trợ lý ạ.',
    buttons: [
      ...found.map((match) => ({
        label: explainMatch(match),
        token: `c.${command}.${prefix}${toRest(match.unit.code)}`,
      })),
      UNITS,
    ],
  })
}

const KIND = 'don vi|phuong|xa|dac khu|khu cong nghiep|kcn|cong ty|doanh nghiep|truong|benh vien|co quan|khu dan cu'
const CHANGE = new RegExp(`^(?:muon |can )?(?:tim|them|doi ten|sap nhap|dong|xoa) (?:mot )?((?:${KIND})(?: .+)?)$`)
const UNNAMED = /^(?:don vi|truong hoc|truong|cong ty|doanh nghiep|phuong|xa)(?: (?:moi|nay|khac|cu|nao))*$/

/**
 * The unit to be changed in somebody's own words: "đổi tên phường Lê Chân" is "phuong le chan", "thêm trường học ở phường Lê
 * Chân" the one above; '' where none is named.
 */
function unitMeant(said: string): string | undefined {
  const named = CHANGE.exec(wordsAlone(said))?.[1]?.replace(/^.* (?:o|thuoc|cua|duoi) /, '')
  return named && UNNAMED.test(named) ? '' : named
}

const lookFor = (t: Turn, named: string) => (named ? offer(t, named, 'unit') : ask(t))

export const unit: Flow = {
  for: ({ roles }) => roles.some(({ role }) => role === 'administrator'),
  doors: [
    {
      command: 'units',
      label: 'Đơn vị',
      desk: 80,
      heard: (said, free) => (free ? undefined : unitMeant(said)),
      open(t, named) {
        awaitWords(t, 'find-unit')
        lookFor(t, named)
      },
    },
    {
      command: 'unit',
      label: 'Mở đơn vị',
      open: (t, rest) => void t.effects.push({ do: 'openUnit', unit: fromRest(rest) }),
    },
    {
      command: 'addUnit',
      label: 'Thêm đơn vị trực thuộc',
      open: (t, rest) =>
        showList(t, {
          text: `Đơn vị mới trực thuộc ${nameOf(t, fromRest(rest))} thuộc loại nào ạ?`,
          buttons: KINDS.map((kind, n) => ({ label: UNIT_KINDS[kind], token: `c.addKind.${n}-${rest}` })),
        }),
    },
    {
      command: 'addKind',
      label: 'Chọn loại',
      open(t, rest) {
        const [, n, parent = ''] = /^(\d{1,2})-(.+)$/.exec(rest) ?? []
        const kind = KINDS[Number(n)]
        if (kind) openWords(t, 'unit-name', `${kind}-${fromRest(parent)}`)
      },
    },
    { command: 'renameUnit', label: 'Đổi tên', open: (t, rest) => openWords(t, 'unit-rename', fromRest(rest)) },
    { command: 'mergeUnit', label: 'Sáp nhập', open: (t, rest) => openWords(t, 'unit-merge', fromRest(rest)) },
    {
      command: 'mergeInto',
      label: 'Sáp nhập vào',
      open(t, rest) {
        // The unit that goes stayed in mind when its heir was searched for.
        const goes = t.session.panel?.name === 'list' ? t.session.panel.about : undefined
        if (goes) confirm(t, { is: 'merge', unit: goes, into: fromRest(rest) })
        else openWords(t, 'find-unit')
      },
    },
    {
      command: 'closeUnit',
      label: 'Đóng đơn vị',
      open: (t, rest) => confirm(t, { is: 'close', unit: fromRest(rest) }),
    },
  ],
  panels: {
    'find-unit': words(
      () => 'Anh/chị gõ tên đơn vị giúp Trợ lý, ví dụ "Lê Chân"; muốn thêm đơn vị mới thì tìm đơn vị cấp trên trước ạ.',
      (t, said) => lookFor(t, unitMeant(said) ?? said),
    ),
    'unit-name': words(
      (t, about) => `Đơn vị mới của ${nameOf(t, newUnit(about).parent)} tên là gì ạ?`,
      (t, name, about) => confirm(t, { is: 'add', name, ...newUnit(about) }),
      (about) => newUnit(about).parent,
    ),
    'unit-rename': words(
      (t, about) => `${nameOf(t, about)} đổi tên thành gì ạ?`,
      (t, name, about) => confirm(t, { is: 'rename', unit: about, name }),
    ),
    'unit-merge': words(
      (t, about) => `${nameOf(t, about)} sáp nhập vào đơn vị nào ạ? Anh/chị gõ tên giúp Trợ lý.`,
      (t, said, about) => {
        offer(t, said, 'mergeInto')
        if (t.session.panel?.name === 'list') openPanel(t, 'list', about)
      },
    ),
    'unit-sure': {
      mode: 'closed',
      numbers: false,
      ask: (t, about) => ({
        text: about ? readBack(t, read(about)) : '',
        options: [
          { value: 'yes', label: 'Đúng, làm giúp tôi' },
          { value: 'no', label: 'Thôi' },
        ],
      }),
      pick(t, value, _said, about) {
        close(t)
        if (value !== 'yes' || !about) return showList(t, { text: 'Dạ, Trợ lý giữ nguyên ạ.', buttons: [UNITS, DESK] })
        t.effects.push({ do: 'changeUnit', change: read(about) })
      },
    },
  },
  told: {
    openUnit(t, found) {
      if (typeof found !== 'string') return card(t, found)
      const text = found === 'refused' ? REFUSED : 'Trợ lý không tìm thấy đơn vị này, có thể đơn vị đã đóng ạ.'
      showList(t, { text, buttons: [UNITS, DESK] })
    },
    changeUnit: (t, found, { change }) => changed(t, found, change),
  },
}

/** Of which kind, below which unit: "school-DV-2026-000001". */
function newUnit(about: string): { kind: UnitKind; parent: string } {
  const [kind = ''] = about.split('-')
  return { kind: kind as UnitKind, parent: about.slice(kind.length + 1) }
}

function card(t: Turn, { code, name, kind, parent, below, people }: OpenedUnit): void {
  const rest = toRest(code)
  showList(t, {
    text: [
      bold(name),
      `Loại: ${UNIT_KINDS[kind]}. Mã: ${code}`,
      ...(parent ? [`Trực thuộc: ${parent.name}`] : []),
      `Đơn vị trực thuộc: ${below}. Người có vai trò: ${people}`,
    ].join('\n'),
    buttons: [
      { label: 'Thêm đơn vị trực thuộc', token: `c.addUnit.${rest}` },
      { label: 'Đổi tên', token: `c.renameUnit.${rest}` },
      ...(parent
        ? [
            { label: 'Sáp nhập', token: `c.mergeUnit.${rest}` },
            { label: 'Đóng đơn vị', token: `c.closeUnit.${rest}` },
          ]
        : []),
      UNITS,
    ],
  })
}

function changed(t: Turn, found: UnitResults['changeUnit'], change: UnitChange): void {
  if (found.is === 'refused') return showList(t, { text: REFUSED, buttons: [UNITS, DESK] })
  if (found.is === 'not')
    return showList(t, { text: `Trợ lý chưa làm được: ${found.why.replace(/\.$/, '')}.`, buttons: [UNITS, DESK] })
  const text = {
    add: `Dạ, đã thêm ${found.name} (mã ${found.code}).`,
    rename: `Dạ, đơn vị nay tên là ${found.name}.`,
    merge: `Dạ, đã sáp nhập vào ${found.name}.`,
    close: `Dạ, đơn vị đã đóng; thành viên và việc đã chuyển sang ${found.name}. Cán bộ cũ cần nhận việc ở đó thì mời lại giúp ạ.`,
  }[change.is]
  showList(t, { text, buttons: [{ label: 'Mở đơn vị', token: `c.unit.${toRest(found.code)}` }, UNITS, DESK] })
}
