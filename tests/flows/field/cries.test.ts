// Danger and want as people say them without saying it plainly, with marks and without, and what only sounds so.
import { describe, expect, it } from 'vitest'
import { readCry } from '../../../src/flows/vi/cries.js'
import { isDespair, isPlea, needOf } from '../../../src/flows/vi/plea.js'
import { fold } from '../../../src/flows/vi/text.js'
import { play } from '../play.js'

const LIFE = [
  'chắc em đi luôn cho rồi',
  'em chán đời lắm rồi',
  'toi muon chet quach cho xong',
  'sống thế này thà chết còn hơn',
  'em mệt mỏi quá chỉ muốn ngủ một giấc không dậy nữa',
  'không thiết sống nữa',
  'con muốn biến mất khỏi thế giới này',
  'tôi không còn lý do gì để sống',
  'em định uống thuốc ngủ',
  'toi se nhay cau Binh',
  'em đang đứng trên cầu Bính, không muốn về nữa',
  'chết đi cho nhẹ nợ',
  'em hết muốn sống rồi',
  'sống chi nữa cho khổ',
  'tui hổng muốn sống nữa',
  'sống không bằng chết',
  'em nghĩ đến cái chết suốt',
  'hay là em chết đi cho xong',
  'đêm nào em cũng nghĩ đến chuyện tự tử',
  'em vừa uống thuốc trừ sâu',
  'em rạch tay rồi',
  'ko muon song nua',
  'muốn kết thúc tất cả',
  'em muốn kết thúc cuộc đời mình',
  'vĩnh biệt mọi người',
  'tôi tuyệt vọng lắm rồi',
  'em không chịu nổi nữa rồi',
  'em bế tắc quá',
  'chẳng ai cần em trên đời này nữa',
  'cháu chán sống quá cô ơi',
  'con em nó đòi tự tử',
  'em gái cháu vừa nhắn là muốn chết',
  'bạn cháu đang định nhảy lầu',
]
const DANGER = [
  'chồng em lại đánh em nữa rồi',
  'bố cháu đánh mẹ cháu suốt',
  'ba chau say ruou danh chau',
  'thằng chồng nó dọa giết em',
  'em bị nhốt trong nhà không ra được',
  'có người đang theo dõi cháu',
  'bác ấy sàm sỡ cháu',
  'thầy giáo sờ vào người cháu',
  'cháu bị bố dượng làm bậy',
  'con gái tôi bị người ta xâm hại',
  'nha chau dang chay',
  'cháy rồi cứu với',
  'nước ngập đến mái nhà rồi',
  'nhà em sập rồi, có người bị kẹt',
  'con em rơi xuống sông',
  'có người chết đuối ở bến Bính',
  'mẹ em ngất rồi',
  'bố em bị đột quỵ',
  'me em bi tai bien',
  'chồng em bị tai nạn nặng lắm',
  'con em sốt co giật',
  'em đau bụng quá không đi nổi',
  'vợ em sắp đẻ mà không có xe',
  'nó cầm dao đuổi em',
  'cứu em với',
  'cuu voi',
  'em bị lừa bán sang Campuchia',
  'cháu bị bắt nạt ở trường, cháu sợ lắm',
  'chủ nợ đến nhà đập phá',
  'giúp em với, em sợ lắm',
  'em bị quấy rối ở công ty',
  'nhà em bị lũ cuốn rồi',
]
const WANT = [
  'ba hôm nay không có gì bỏ bụng',
  'nha het gao roi',
  'hai mẹ con em nhịn đói từ hôm qua',
  'cả nhà đói mấy bữa rồi',
  'không có tiền mua sữa cho con',
  'khong co tien mua thuoc',
  'em không có tiền đóng viện phí',
  'nhà em không còn đồng nào',
  'chủ trọ đuổi em ra đường',
  'em không có chỗ ngủ',
  'em thất nghiệp ba tháng rồi, không biết sống sao',
  'mất việc, con nhỏ, không biết bấu víu vào đâu',
  'con em phải nghỉ học vì không có tiền',
  'bữa đói bữa no',
  'nhà chỉ còn một nắm gạo',
  'trong nhà chẳng còn gì ăn',
  'bà cháu tôi rau cháo qua ngày',
  'cô chú ơi cho cháu xin ít gạo',
  'xin giúp mẹ con em qua lúc này',
  'em xin hội giúp đỡ',
  'tui hết đường sống rồi',
  'khổ quá, ai giúp tôi với',
  'em nợ nần chồng chất',
  'nhà dột hết, mưa không có chỗ nằm',
  'tôi già rồi không ai nuôi',
  'tôi ốm không làm được gì, không có ai',
  'con tôi bị bệnh tim không có tiền mổ',
  'em cần giúp đỡ',
  'làm sao để được hội hỗ trợ ạ, nhà em khó khăn lắm',
  'cho em hỏi em muốn xin trợ giúp',
  'nhà mình hết sạch gạo rồi cô ơi',
]
const HARMLESS = [
  // Somebody else's, told of for its own sake.
  'Cụ bà sống một mình, mái nhà dột, hay hết gạo',
  'bà cụ cuối ngõ sống một mình, hết gạo rồi',
  'xóm em có bé mồ côi, nhà dột nát',
  'Nguyễn Thị Sống',
  'chết cười',
  'buồn ngủ chết đi được',
  'em chết mất, buồn cười quá',
  'bận muốn chết',
  'mệt quá, mai kể tiếp',
  'đói quá, em đi ăn cơm đã',
  'em đi luôn đây, chào trợ lý',
  'em đi đây',
  'thôi em đi ngủ',
  'cô ấy cứu người chết đuối',
  'anh ấy nhảy cầu cứu người',
  'chú Hùng cứu cháu bé rơi xuống sông',
  'nhà bà ấy hết gạo, cô Hoa mang sang cho',
  'cô ấy giúp người không có tiền mổ',
  'bà ấy chăm người bị tai biến',
  'em muốn giúp người nghèo',
  'cứu trợ bão',
  'cho em xin số của hội',
  'em mệt',
  'em ở Cát Hải',
  'không có gì',
  'em không có ảnh',
  'em không biết',
  'tôi không còn nhớ',
  'nhà tôi ở An Lão',
  'khó quá',
  'chán quá',
  'giúp tôi điền tên',
  'xin chào',
  'giúp em sửa tên với',
  'sống ở Kiến An',
  'hết rồi',
  'hết chuyện rồi',
  'tôi sợ sai',
  'em sợ nhầm tên',
  'cho tôi xin lại mã',
  'cháy hàng',
  'bà cụ bị chồng đánh được cô Lan đưa về nuôi',
  'khổ thân bà cụ',
  'em bị lỗi chữ',
  'em không kể nữa',
  'thôi bỏ đi',
  'em muốn kết thúc',
  'kết thúc ở đây',
  'Nguyễn Thị Đói',
  'chau doi',
  'nhà dột nát được sửa',
  'tôi không còn gì để kể',
  'ngồi ở cầu thang',
  'tôi mất việc nhưng vẫn làm từ thiện',
  'nước ngập nên đường tắc',
  'cứu em bé',
  'cô Hoa dành cho em nhiều tình cảm',
  'cô giáo đánh vần cho cháu',
  'mẹ em bị tai biến, cô Hoa ngày nào cũng sang giúp',
  'hôm qua có em bé rơi xuống sông, anh Dũng nhảy xuống cứu',
  'Có anh không muốn sống nữa, đứng trên cầu Bính, chú Hùng đã chạy ra ôm lại.',
  'Có anh grab cứu người đuối nước ở cầu Bính hôm qua',
  'Trần Tuyệt Vọng',
  'em không có tiền ủng hộ',
  'có người bị tai nạn được chú Hùng đưa đi viện',
]

const heard = (said: string) => isPlea(said) || isDespair(said)

describe('a cry for help', () => {
  it.each([...LIFE, ...DANGER, ...WANT])('"%s" is heard, with marks and without', (said) => {
    expect(heard(said)).toBe(true)
    expect(heard(fold(said))).toBe(true)
  })

  it.each(LIFE)('"%s" is of a life', (said) => {
    expect([needOf(said), needOf(fold(said))]).toEqual(['life', 'life'])
  })

  it.each(HARMLESS)('"%s" is none', (said) => {
    expect(heard(said)).toBe(false)
    expect(heard(fold(said))).toBe(false)
  })

  it.each([
    'Từ Từ Ái',
    'Từ Văn Oanh',
    'tên là Từ Hải Yến',
    'Đàm Minh Châu',
    'Đàm Minh',
    'Nguyễn Thị Cẩm Đào',
    'Trần Tú Tú',
    'không dòng nào',
    'không dòng nào cần sửa',
    'chưa có dòng nào đúng',
    'cần sữa',
    'cần gạo',
    'tư vấn hướng nghiệp',
    'xin ẩn danh',
  ])('"%s" is none without its marks either', (said) => {
    for (const typed of [said, fold(said)]) expect(isPlea(typed) || isDespair(typed), typed).toBe(false)
  })

  it.each([
    'toi tu tu',
    'tu tu mat thoi',
    'em tu hai minh',
    'bo cam dao',
    'khong con dong nao',
    'nha khong dong nao',
    'nha can gao roi',
    'muon tu van',
  ])('"%s" stays a cry', (said) => {
    expect(isPlea(said) || isDespair(said)).toBe(true)
  })

  it('nothing is looked for in a long story', () => {
    expect(isPlea(`Cô ấy kể: ${'em không muốn sống nữa, '.repeat(20)}`)).toBe(false)
  })

  it('what it needs is told apart', () => {
    expect(readCry('bố cháu đánh mẹ cháu suốt')).toBe('violence')
    expect(readCry('nhà em sập rồi, có người bị kẹt')).toBe('danger')
    expect(readCry('vợ em sắp đẻ mà không có xe')).toBe('illness')
    expect(readCry('ba hôm nay không có gì bỏ bụng')).toBe('want')
  })

  it('reaches officers at consent as well', () => {
    for (const said of ['chắc em đi luôn cho rồi', 'ba hom nay khong co gi bo bung', 'bố cháu đánh mẹ cháu suốt']) {
      const p = play()
      p.feed({ kind: 'start', payload: 'nominate' })
      p.say(said)
      expect(p.effects).toContainEqual({ do: 'openTicket', kind: 'human', urgent: true, note: said })
    }
  })
})
