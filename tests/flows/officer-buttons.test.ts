// What officers and reviewers type for a button they see, and what must press none.
import { describe, expect, it } from 'vitest'
import { at, deeds, done, says, tap } from './officer-play.js'
import { answerUntil, BARE_STORY, type Play, play } from './play.js'

const verdict = () =>
  ['part', 'example'].reduce((p, key) => tap(p, `c.reviewTick.1-y-${key}`), at('reviewer', 'c.reviewTick.1-y-law'))

describe('nothing is done', () => {
  const SURE = {
    'a deadline that was read back': () => says(at('administrator', 'c.moveRound.1'), '20/12'),
    'an absence that was read back': () => says(at('officer', 'c.desk'), 'ủy quyền cho chị Lan đến thứ 6'),
    'a criterion': () => at('reviewer', 'c.reviewTick.1'),
  }
  describe.each(Object.entries(SURE))('over %s', (_name, open) => {
    it.each(['dừng', 'đừng', 'dừng lại', 'dừng nhé'])('by "%s"', (said) => {
      says(open(), said)
      expect(deeds).toEqual([])
    })

    it('by "dung" before it is known to be "đúng"', () => {
      const p = says(open(), 'dung')
      expect(deeds).toEqual([])
      says(p, 'Đúng')
      expect(deeds).toHaveLength(1)
    })
  })

  it.each(['ok', 'đúng', 'xóa', 'xoá đi', 'dừng', 'đừng xóa'])('over a family that may be erased, by "%s"', (said) => {
    says(at('officer', 'c.eraseFamily.DCND-2026-0101'), said)
    expect(done()).not.toContain('eraseAddress')
  })

  it.each(['đúng', 'đúng nhận', 'đúng giúp'])('over a pledge, by "%s"', (said) => {
    const p = says(at('officer', 'c.pledge.DK-2026-000101'), said)
    expect(p.session.panel?.name).toBe('list')
  })

  it.each(['đau mắt', 'có mặt ở nhà'])('over a family, by "%s"', (said) => {
    const p = says(at('officer', 'c.addressFile.DCND-2026-0101'), said)
    expect(p.session.panel?.name).toBe('list')
  })

  it('by "đặt", which is no "đạt"', () => {
    says(verdict(), 'đặt')
    expect(deeds).toEqual([])
  })

  it('by the part of a label that its first word denies', () => {
    expect(says(at('officer', 'c.pledge.DK-2026-000101'), 'nhận').session.panel?.name).toBe('list')
    says(verdict(), 'đủ điều kiện')
    expect(deeds).toEqual([])
    says(verdict(), 'chuyển')
    expect(deeds).toEqual([])
  })
})

it.each(['thêm 1 tuần', 'lùi 3 ngày', 'gia hạn thêm hai tuần'])('"%s" is asked for as a day', (said) => {
  expect(says(at('administrator', 'c.moveRound.1'), said).last).toContain('ghi hẳn ngày mới')
  expect(deeds).toEqual([])
})

describe('a label', () => {
  it.each(['xoá thông tin gia đình', 'Xóa thông tin gia đình'])('"%s" is one wherever the mark stands', (said) => {
    const p = says(at('officer', 'c.addressFile.DCND-2026-0101'), said)
    expect(p.session.panel?.name).toBe('erase-family')
  })

  it.each(['người tốt việc thiện', 'nguoi tot viec thien', 'Người tốt - việc thiện'])(
    '"%s" is one without its comma',
    (said) => {
      const p = says(at('administrator', 'c.openRound'), said)
      expect(p.draft!.flow).toBe('round')
      expect(p.answers.programme).toBe('nguoi-tot-viec-thien')
    },
  )
})

describe('a message to members', () => {
  const progress = (state: string) => {
    const p = at('officer', 'c.desk')
    const counts = { planned: 20, pending: 10, sent: 8, failed: 1, skipped: 1, unknown: 0 }
    const words = { id: '7', unitName: 'Phường Lê Chân', text: 'Chào cả nhà nhé', byChannel: {}, byReason: {} }
    const result = { ...counts, ...words, state, late: false, presses: {}, quiet: false }
    p.feed({ kind: 'told', asked: { do: 'showBroadcast', id: '7' }, of: 'showBroadcast', result } as never)
    return p
  }
  const written = () => at('officer', 'c.preview.1')
  const notice = () => {
    const p = play()
    p.who = { personId: '1', roles: [{ role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }] }
    p.feed({ kind: 'start' })
    const more = { unit: 'Phường Lê Chân', text: 'Mời cả nhà' }
    p.feed({ kind: 'ours', flow: 'campaign', what: 'approve', about: '7', more })
    return p
  }

  it.each(['dừng', 'dừng lại', 'dung lai', 'dừng gửi', 'ngừng gửi', 'đừng gửi nữa', 'khoan gửi'])(
    'that is being sent stops by "%s", and its officer still gets news',
    (said) => {
      says(progress('sending'), said)
      expect(deeds).toEqual([{ do: 'steerBroadcast', id: '7', deed: 'pause' }])
    },
  )
  it.each(['đúng, gửi đi', 'đúng gửi luôn', 'dùng tin này', 'Đúng tin này'])(
    'that is being sent goes on after "%s"',
    (said) => {
      says(progress('sending'), said)
      expect(deeds).toEqual([])
    },
  )
  it.each(['huỷ tin', 'huỷ tin này', 'hủy đợt này', 'huy dot gui nay'])(
    'that waits for its hour is off by "%s"',
    (said) => {
      says(progress('scheduled'), said)
      expect(deeds).toEqual([{ do: 'steerBroadcast', id: '7', deed: 'cancel' }])
    },
  )
  it.each(['huỷ', 'thôi', 'để mai'])('that waits for its hour is not touched by "%s", and they are told so', (said) => {
    expect(says(progress('scheduled'), said).last).toContain('vẫn giữ nguyên')
    expect(deeds).toEqual([])
  })

  it.each([
    ['gửi thử trước', 'testBroadcast'],
    ['gửi thử cho em xem', 'testBroadcast'],
    ['sửa lại', 'editBroadcast'],
    ['sửa lại nội dung', 'editBroadcast'],
    ['đổi giờ', 'editBroadcast'],
  ])('that was written: "%s" is %s', (said, deed) => {
    says(written(), said)
    expect(done()).toEqual([deed])
  })
  it.each(['chọn lại người nhận', 'chỉ gửi zalo', 'gửi cho công nhân thôi', 'trừ phường An Biên'])(
    'that was written: "%s" asks for whom it is, and "quay lại" leads back',
    (said) => {
      const p = says(written(), said)
      expect(p.last).toContain('chọn người nhận theo gì')
      says(p, 'quay lại')
      expect(done()).toEqual(['previewBroadcast'])
    },
  )
  it.each(['gửi', 'gửi luôn', 'ok gửi đi', 'đừng gửi', 'mai gửi', 'chưa gửi', 'được rồi', 'dừng'])(
    'that was written is not sent by "%s"',
    (said) => {
      says(written(), said)
      expect(deeds).toEqual([])
    },
  )
  it.each(['duyệt', 'duyệt đi', 'ok', 'đồng ý', 'không duyệt vì sai tên', 'trả lại', 'xem'])(
    'of somebody else is read whole before "%s" decides anything',
    (said) => {
      says(notice(), said)
      expect(deeds).toEqual([{ do: 'previewBroadcast', id: '7' }])
    },
  )
})

describe('news of a message to be approved, come in the middle of something', () => {
  const news = (p: Play) => {
    p.who = { personId: '1', roles: [{ role: 'officer', unit: '11383', unitName: 'Phường Lê Chân' }] }
    const more = { unit: 'Phường Lê Chân', text: 'Mời cả nhà' }
    p.feed({ kind: 'ours', flow: 'campaign', what: 'approve', about: '7', more })
    return p
  }
  it('takes no word from the question of a form', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    p.say(BARE_STORY)
    says(news(p), 'xong')
    expect(deeds.map((effect) => effect.do)).not.toContain('previewBroadcast')
    expect(p.answers.story).toBeDefined()
  })
  it('takes no reason that is being written', () => {
    const why = at('officer', 'c.addressState.DCND-2026-0101~refused')
    const said = 'không đồng ý vì gia đình đã chuyển đi'
    expect(says(news(why), said).session.panel?.said).toBe(said)
  })
  it.each(['ok', 'xong', 'đúng rồi'])('does by "%s" nothing that a reason was read back for', (said) => {
    const why = says(at('officer', 'c.addressState.DCND-2026-0101~refused'), 'gia đình đã chuyển đi')
    expect(says(news(why), said).last).toContain('gia đình đã chuyển đi')
    expect(deeds).toEqual([])
    says(why, said)
    expect(done()).toContain('setAddressState')
  })
  it('has its buttons all the same', () => {
    const p = play().begin()
    answerUntil(p, 'story')
    says(news(p), 'Xem kỹ')
    expect(done()).toEqual(['previewBroadcast'])
  })
})

describe('a family, and who helps it', () => {
  const pledge = () => at('officer', 'c.pledge.DK-2026-000101')
  const agreed = () => tap(pledge(), 'c.agreePledge.DK-2026-000101')
  it.each(['hủy đăng ký', 'dừng', 'không nhận nữa'])('"%s" asks why the help ends', (said) => {
    expect(says(agreed(), said).session.panel?.name).toBe('refuse-pledge')
    expect(deeds).toEqual([])
  })
  it.each(['từ chối', 'không đồng ý'])('"%s" asks why it is refused', (said) =>
    expect(says(pledge(), said).session.panel?.name).toBe('refuse-pledge'),
  )
  it.each(['thay đổi', 'đề nghị 2 suất'])('"%s" asks for how much', (said) =>
    expect(says(pledge(), said).session.panel?.name).toBe('propose-pledge'),
  )
  it.each(['đã trao rồi', 'trao 5 suất gạo', 'giúp xong'])('"%s" is written down as help', (said) => {
    expect(says(agreed(), said).draft!.flow).toBe('delivery')
  })
  it.each(['chưa trao', 'ok', 'nhận'])('"%s" decides nothing', (said) => {
    says(pledge(), said)
    expect(deeds).toEqual([])
  })
  it.each(['bà cụ mất rồi', 'từ chối vì trùng', 'không nhận'])('"%s" asks why', (said) => {
    const p = says(at('officer', 'c.addressFile.DCND-2026-0101'), said)
    expect(p.session.panel?.name).toBe('address-reason')
    expect(deeds).toEqual([])
  })
  it('"sửa" on a card stays there', () => {
    const p = says(at('officer', 'c.addressFile.DCND-2026-0101'), 'sửa')
    expect(p.session.panel?.name).toBe('list')
  })
})

describe('a reviewer', () => {
  it.each(['duyệt', 'không duyệt vì thiếu giấy tờ', 'loại'])('on a card is led to the criteria by "%s"', (said) => {
    says(at('reviewer', 'c.reviewFile.1'), said)
    expect(deeds).toEqual([{ do: 'tick', review: '1' }])
  })
  it.each(['trả lại hồ sơ', 'thiếu ảnh', 'thiếu giấy tờ'])('on a card is asked what is missing by "%s"', (said) =>
    expect(says(at('reviewer', 'c.reviewFile.1'), said).session.panel?.name).toBe('askWhat'),
  )
  it('"không duyệt vì thiếu minh chứng" is asked why before anything is decided', () => {
    expect(says(verdict(), 'không duyệt vì thiếu minh chứng').session.panel?.name).toBe('refuseWhy')
  })
  it.each(['huỷ', 'sai rồi'])('"%s" takes a decision back', (said) => {
    says(tap(verdict(), 'c.reviewPass.1'), said)
    expect(done()).toEqual(['undoDecision'])
  })
  it.each([
    ['rồi', 'y'],
    ['60 tuổi', 'y'],
    ['chưa', 'g'],
    ['em ấy 15 tuổi', 'g'],
  ])('"%s" says whether the nominee is of age: %s', (said, which) => {
    const p = says(tap(tap(verdict(), 'c.reviewPass.1'), 'c.consentYes.1'), said)
    expect(p.session.panel).toMatchObject({ name: 'consentHow', about: `1-${which}` })
  })
  it.each([
    ['không', 'y'],
    ['có một cháu', 'g'],
  ])('"%s" says whether a child is in the picture: %s', (said, which) => {
    const p = says(at('officer', 'c.storyPicture.NT-2026-000007-aabbccdd'), said)
    expect(p.session.panel).toMatchObject({ name: 'story-picture-how', about: `NT-2026-000007-aabbccdd-${which}` })
  })
})

it.each([
  ['tin chờ duyệt', 'listBroadcasts'],
  ['huỷ tin', 'listBroadcasts'],
  ['loạt tin', 'listSeries'],
  ['danh sách địa chỉ', 'listAddresses'],
  ['có ai đăng ký giúp không', 'listPledges'],
  ['người cần gặp', 'listRequests'],
  ['việc của tôi', 'showDesk'],
  ['có gì mới không', 'showDesk'],
  ['tôi nghỉ 3 ngày', 'showAbsence'],
  ['mai tôi nghỉ phép', 'showAbsence'],
  ['tôi vắng thứ 6', 'showAbsence'],
  ['tôi về rồi', 'endAbsence'],
])('with nothing open "%s" is %s', (said, deed) => {
  const p = at('officer', 'c.desk')
  says(p, 'quay lại', said)
  expect(done()).toEqual([deed])
})
