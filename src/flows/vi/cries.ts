// How people say, without saying it plainly, that they are in danger or in want. Written with marks: what is typed with
// marks must have these, what is typed without is compared without. "~3" stands for up to three words.
import { isHardship } from './hardship.js'
import { withoutLookAlikes } from './look-alikes.js'
import { prefiltered } from './prefilter.js'
import { remembered } from './remembered.js'
import { writtenOut } from './short-forms.js'
import { mayBeSign, type Need, readSign } from './signs.js'
import { clean, fold, foldPattern, words } from './text.js'

const ME = '(?:tôi|tui|em|cháu|con|mình|tao|tớ|chúng tôi|chúng em|bọn em)'
// An elderly person is "bác" or "bà" to us, and to herself.
const SELF = `(?:${ME}|bác|cô|chú|ông|bà|anh|chị|dì)`
const KIN =
  '(?:bố mẹ|mẹ con|vợ chồng|bà cháu|ông bà|con gái|con trai|em gái|em trai|bố|ba|cha|mẹ|má|vợ|chồng|con|anh|chị|em|ông|bà|bạn|cháu)'
const OURS = `(?:${KIN}(?: của| nhà)? ${ME}|${KIN}|${ME})`
const HOME = `(?:(?:cả |trong )?(?:nhà|gia đình)(?: ${ME})?|(?:hai |mấy |ba )?(?:mẹ con|vợ chồng|bà cháu|ông bà|bố con|mẹ cháu)(?: ${ME})?|${ME})`
const TIME =
  '(?:(?:ba|hai|mấy|bốn|năm|cả|từ|suốt|\\d+) ?(?:hôm|ngày|bữa|tháng|tuần)(?: nay| rồi| qua)?|hôm nay|hôm qua|giờ|bây giờ)'
const NOT = '(?:không|chẳng|chả|hổng|hông|ko|k|hết|đâu)'
const DIE =
  '(?:tự tử|tự sát|tự vẫn|quyên sinh|nhảy (?:cầu|lầu|sông)|chết(?! cười| mê| vì)|cái chết|kết liễu|treo cổ|(?:uống )?thuốc (?:ngủ|sâu|trừ sâu|chuột|độc)|cắt tay|rạch tay)'
const HURT =
  '(?:đánh|đấm|đập|tát|đá|bạt tai|chém|giết|dọa|đe dọa|hành hạ|bạo hành|đuổi|nhốt|bóp cổ|hiếp|cưỡng hiếp|xâm hại|sàm sỡ|sờ mó|sờ vào người|sờ vào|quấy rối|làm bậy|bám theo|theo dõi|trói)'
const US = `(?:${KIN} )?${ME}`

const CRIES: Record<Need, string[]> = {
  life: [
    `(?:${SELF} )?(?:(?:cũng|thật sự|chỉ|giờ|đang) )?${NOT}(?: còn)? (?:muốn|thiết|thiết tha|ham) (?:được )?sống(?! (?:ở(?! (?:đời|trên đời|cõi đời|thế gian))|với|cùng|chung|xa|gần) )~3`,
    `(?:${SELF} )?(?:(?:đang|cũng|chỉ|vẫn|toàn|cứ|thật sự|thực sự) ){0,2}(?:chỉ muốn|muốn|định|đang định|tính|sẽ|nghĩ đến|nghĩ tới|nghĩ về|toàn nghĩ đến)(?: chuyện| cách| luôn| uống| cái)* ${DIE}(?: quách| đi| luôn)?(?: cho xong| cho rồi| thôi)?(?: \\S+)?`,
    `(?:~3)nghĩ (?:đến|tới|về) (?:chuyện |cái )?${DIE}~1`,
    `(?:${SELF} )?(?:vừa|đã|mới|lỡ) (?:~1)(?:uống thuốc (?:ngủ|sâu|trừ sâu|chuột|độc)|uống (?:hết )?(?:cả )?(?:vỉ|lọ|hộp|nắm|vốc) thuốc|cắt tay|rạch tay|cắt cổ tay)~3`,
    `(?:${SELF} )?(?:rạch|cắt)(?: cổ)? tay(?: mình)?(?: rồi)?`,
    `(?:${SELF} )?(?:~1)chán (?:sống|đời)~4`,
    `(?:${SELF} |hay là |hay |thôi |chắc |có lẽ )*(?:thà )?chết(?: đi| quách| luôn| đi cho)+(?: cho)?(?: xong| rồi| nhẹ nợ| nhẹ| đỡ khổ| rảnh)*`,
    `(?:~4)(?:thà chết|chết còn hơn|sống không bằng chết|sống không nổi)~3`,
    `sống (?:làm gì|để làm gì|chi|chi nữa|thế này làm gì|làm chi)(?: nữa| cho khổ)*~2`,
    `(?:${SELF} )?(?:~1)${NOT} còn (?:lý do|lí do|gì|ai)(?: gì| nào)? để sống~2`,
    `(?:~5)(?:muốn|chỉ muốn) ngủ (?:một giấc|luôn|mãi)(?: rồi| mà)? (?:không|khỏi|đừng) (?:dậy|tỉnh)~2`,
    `(?:${SELF} )?(?:~1)(?:muốn|chỉ muốn) biến mất(?: khỏi~5| mãi mãi| luôn)?`,
    `(?:${SELF} )?(?:~1)(?:muốn |định |sẽ )?kết thúc (?:tất cả|cuộc đời|cuộc sống|mọi thứ)~2`,
    `(?:chắc |thôi |hay là |hay |có lẽ )+(?:${SELF} )?(?:chết|đi|ra đi) (?:luôn )?cho (?:rồi|xong|nhẹ|đỡ khổ)~2`,
    'vĩnh biệt~3',
    `(?:~5)nhắm mắt (?:một lần |xuôi tay |luôn )*cho (?:xong|rồi|nhẹ|đỡ khổ)~2`,
    `(?:${SELF} )?(?:~3)(?:thư|lời|di thư) tuyệt mệnh~3`,
    `(?:~3)${SELF} (?:~2)không (?:còn|còn có mặt|có mặt)(?: ở)? trên (?:đời|cõi đời|thế gian)(?: này)?~3`,
    `(?:ước gì|giá như|phải chi|sao) (?:${SELF} )?(?:chưa từng|chưa|không|đừng) (?:được )?sinh ra~4`,
    `(?:~2)xin lỗi (?:bố|mẹ|ba|má|cả nhà|mọi người|các con|con|chồng|vợ)(?: mẹ| nhiều)?,? ${ME} (?:đi|xin đi|phải đi)(?: trước)?(?: đây| nhé| rồi)*`,
    `(?:${SELF} )(?:~1)(?:không|chẳng)(?: thể)? (?:gắng|gượng|gắng gượng|cố|trụ|cầm cự|gồng)(?: thêm| tiếp)? (?:được|nổi)(?: nữa| rồi)+`,
    `(?:~7)(?:không|chẳng)(?: còn)?(?: phải)? (?:thấy|gặp|nhìn thấy|nghe)(?: lại)? ${ME} nữa(?: đâu)?~2`,
    `(?:${ME} )(?:~2)(?:là|chỉ là|thành) (?:gánh nặng|của nợ)~5`,
    `(?:${SELF} )?(?:đang )(?:đứng|ngồi|trèo) (?:trên|ở|ngoài) (?:thành |lan can |mép |nóc )*(?:cầu(?! thang| lông)|lan can|sân thượng|nóc nhà)~3`,
    `(?:${SELF} )?(?:~1)(?<!trần |lê |thị |văn )tuyệt vọng(?: quá| lắm| rồi| thật sự)*`,
    `(?:${SELF} )(?:~1)(?:không|chẳng|hết)(?: thể)? chịu (?:nổi|đựng nổi|được)(?: nữa| rồi)+`,
    `(?:${SELF} )(?:~1)bế tắc(?: quá| lắm| rồi)+`,
    `(?:không|chẳng|chả)(?: còn)? ai (?:cần|thương|quan tâm)(?: đến| tới)? (?:${ME})~4`,
    `(?:${SELF} )?(?:~1)hết đường (?:sống|rồi)~2`,
    `(?:${SELF} )?(?:đang )?(?:đứng|ngồi) (?:trên|ở) (?:~1)(?:cầu(?! thang)|lan can|sân thượng|nóc nhà)~3(?: không muốn về| muốn nhảy| một mình)~2`,
    `${KIN}(?: của| nhà)? ${ME} (?:nó |~2)(?:đòi|định|muốn|đang định|dọa)(?: đi)? ${DIE}~1`,
    `${KIN} ${ME} (?:~2)(?:nhắn|nói|bảo|gọi)~2 (?:là )?(?:muốn|định|sẽ|đòi) ${DIE}~1`,
  ],
  violence: [
    `(?:\\S+ ){1,8}${HURT}(?! vần| giá| cá| bài| chữ| trống| răng| máy)~2 ${US}(?: suốt| nữa| rồi| lắm| hoài| mãi| ạ| hằng ngày| mỗi ngày| với| đau quá| nữa rồi)*`,
    `${US} (?:đang |vừa |mới |lại |hay |thường xuyên |cũng )*bị~4 ?${HURT}~6`,
    `${US} (?:đang )?bị (?:bắt nạt|lừa bán|bán sang|bắt cóc|giam|giữ lại|cưỡng ép|tống tiền|ép cưới|ép)~8`,
    `(?:chủ nợ|xã hội đen|giang hồ|nó|chúng nó|bọn nó|thằng ấy)~5 (?:đập phá|chém|cầm dao|đòi giết|khủng bố)~5`,
    `có (?:người|ông|thằng) (?:đang |cứ )*(?:theo dõi|bám theo|rình|đột nhập|phá cửa)~4`,
  ],
  danger: [
    `(?:~1)(?:${KIN}|ông xã|bố dượng|cha dượng|nó|thằng \\S+)(?: ${ME})? (?:~2)(?:đang )?cầm (?:dao|gậy|búa|rựa|mã tấu)(?! bút)~4`,
    `(?:nhà|xóm|xưởng|kho|chợ|xe)(?: bên cạnh| bên| hàng xóm| đối diện| kế bên)? đang (?:bốc )?cháy~4`,
    `có (?:một )?(?:ông cụ|bà cụ|cụ ông|cụ bà|ông|bà|cụ|người|em bé|cháu bé|bạn|anh|chị|bác) ?(?:~2)(?:ngã gục|nằm gục|ngất xỉu|ngất lịm|nằm bất động|lên cơn|co giật)~4`,
    '(?:đang )?(?:cháy|hỏa hoạn)(?: nhà| to)*(?: rồi)?~1 cứu~2',
    `(?:nhà|xóm|ngõ|phòng trọ|xưởng)(?: ${ME}| trọ)? (?:đang |bị |vừa )*(?:cháy|sập(?! (?:chết|hết|đói|đẻ|sinh))|lũ cuốn|nước cuốn|ngập|tốc mái|sạt)~4`,
    'nước (?:đang )?(?:ngập|dâng|lên|lụt)~2 (?:nhà|mái|nóc|giường|ngực|cổ|đầu)~3',
    `${OURS} (?:vừa |bị |đang )*(?:rơi|ngã|trượt) xuống (?:sông|ao|hồ|giếng|cống|biển|hố)~2`,
    'có (?:người|em bé|cháu bé|trẻ con|ai đó) (?:đang |vừa |bị )*(?:chết đuối|đuối nước|rơi xuống|mắc kẹt|bị kẹt|ngất|bất tỉnh|tai nạn|đâm xe|định nhảy|đòi nhảy)(?! ~6(?:cứu|giúp|nhờ|được))~5',
    `${ME} (?:đang )?(?:bị |mắc )+(?:kẹt|lạc)~5`,
    '(?:ai |ai đó |làm ơn )?cứu (?:tôi|mẹ con em|mẹ con cháu|chúng tôi|chúng em|nhà em|(?:em|cháu|con) với)~2',
  ],
  illness: [
    `${KIN}(?: của| nhà)? ${ME} (?:đang |vừa |mới |lại )*(?:bị )?(?:ngất|đột quỵ|tai biến|co giật|khó thở|bất tỉnh|hôn mê|nguy kịch|tai nạn|sốt cao|sốt co giật|cấp cứu|đi cấp cứu|ra nhiều máu|bệnh tim|ung thư|suy thận)~8`,
    `${KIN}(?: ${ME})? (?:~2)(?:không thở (?:được|nổi)|lên cơn \\S+|sốt (?:cao|hơn|tới|đến|lên|\\d\\d)|hấp hối|ngừng thở|tím tái|bất tỉnh|không tỉnh|nôn ra máu)~8`,
    `${ME} (?:~1)(?:cần|thiếu|xin) tiền (?:mổ|chữa|viện|thuốc|phẫu thuật|cấp cứu)~5`,
    `(?:${ME} )?(?:đang )?(?:đau bụng|đau ngực|khó thở|sốt cao|chảy máu)~2 (?:quá|lắm|không đi nổi|không chịu nổi|không thở được)~3`,
    `(?:vợ|chị|em|con gái)(?: ${ME})? (?:đang |sắp )?(?:sắp đẻ|đau đẻ|chuyển dạ|vỡ ối|băng huyết)~8`,
    `${ME} (?:đang )?(?:ốm|bệnh|đau)(?: nặng| yếu| lắm| quá)*~5 (?:không có ai|không ai|một mình)~4`,
  ],
  want: [
    `(?:${HOME} )?(?:${TIME} )?(?:${HOME} )?(?:đang |đã |phải )*(?:nhịn đói|nhịn ăn)~6`,
    `(?:${HOME} )?(?:${TIME} )(?:nay )?(?:chưa|không) ăn (?:gì|cơm)~3`,
    `(?:${HOME} )(?:${TIME} )?(?:đang |bị )*đói(?: quá| lắm| ${TIME}| rồi)+`,
    `(?:${HOME} )?(?:${TIME} )?(?:${HOME} )?(?:rồi )?${NOT}(?: còn)?(?: có)? (?:gì|cái gì)(?: để)? (?:ăn|bỏ bụng|cho vào bụng|vào bụng|nấu)~3`,
    `(?:${HOME} )?(?:${TIME} )?(?:đã |sắp |chỉ )*(?:hết|hết sạch|hết nhẵn|cạn) (?:sạch )?(?:gạo(?! nếp)|tiền|sữa|thức ăn|đồ ăn|cái ăn)(?: ăn)?(?: rồi| ạ| cô ơi| chú ơi| bác ơi| em ơi| ăn)*`,
    `(?:${HOME} )?(?:chỉ )?còn (?:có )?(?:một |vài |mỗi )*(?:nắm|bơ|lon|bát|ít) gạo~3`,
    `(?:${OURS} |${HOME} )?${NOT}(?: còn)?(?: có)? (?:tiền|đồng nào|một đồng|xu nào)(?: nào)?(?: để| mà)? (?:mua (?:sữa|thuốc|gạo|cơm)|đóng (?:viện phí|học|tiền học|tiền nhà)|chữa|mổ|ăn|chạy chữa)~8`,
    `(?:${HOME} |${OURS} )(?:~1)${NOT} còn (?:một )?(?:đồng nào|xu nào|đồng|xu)~4`,
    `(?:chủ trọ|chủ nhà|người ta|họ) (?:~1)đuổi (?:${US}|ra)~5`,
    `(?:${OURS}|${HOME}) (?:~1)${NOT}(?: có| còn)* (?:chỗ|nơi|nhà) (?:ngủ|ở|nằm|nương thân|để về)~3`,
    `(?:${HOME} )?(?:~1)(?:thất nghiệp|mất việc)(?: ${TIME}| rồi)*(?:~2 không biết~6)?`,
    `(?:~4)(?:không biết (?:sống sao|bấu víu vào đâu|trông vào đâu|kêu ai|nhờ ai(?! (?:ghi|gõ|bấm|điền|viết|làm|nhắn|chụp))|xoay đâu ra))~4`,
    `${OURS} (?:~1)(?:nghỉ|bỏ) học~2 (?:vì|do) (?:không có|hết|thiếu) tiền~2`,
    '(?:~3)(?:bữa đói bữa no|bữa no bữa đói|rau cháo qua ngày|ăn bữa nay lo bữa mai|thiếu trước hụt sau)~3',
    `(?:~4)${NOT}(?: còn)?(?: có)?(?: lấy)?(?: một)? (?:hạt|bát|bơ|lon|nắm) (?:gạo|cơm)(?: nào)?(?: vào bụng| để nấu| để ăn)*~3`,
    `(?:~3)(?:ăn|húp|nhai) (?:mì tôm|mỳ tôm|mì|cháo loãng|cháo|rau|khoai|muối)(?: trừ| thay| qua) (?:bữa|cơm|ngày)~3`,
    `(?:~3)(?:ngủ|nằm|sống) (?:~1)(?:gầm cầu|vỉa hè|ngoài đường|ngoài công viên|bến xe|ghế đá)~3`,
    `(?:~3)bị (?:bão|lốc|lũ|gió)(?: \\S+)? (?:cuốn|giật|thổi|tốc|làm|phá)(?: bay| mất| sập| hỏng)* (?:mái|nhà|tường|hết)~3`,
    `(?:~2)(?:vợ chồng|cả nhà|hai vợ chồng|bố mẹ|mẹ con)(?: ${ME})? (?:~1)(?:mất việc|thất nghiệp)~8`,
    `(?:con|cháu|bé)(?: ${ME})? (?:nó )?(?:đói|khát sữa)(?: quá| lả)?,? ?(?:khóc~3|lả đi|quá)(?: mà hết sữa rồi)?`,
    `(?:~4)(?:cho|xin cho) ${ME} xin (?:một )?(?:bát|gói|suất|hộp) (?:cơm|mì|cháo|sữa)~3`,
    `(?:~4)(?:cho|xin cho) ${ME} xin (?:ít|một ít|chút|vài cân|cân) (?:gạo|tiền|mì|sữa|cơm|thuốc)~3`,
    `(?:~2)(?:xin|hãy|làm ơn) (?:giúp|cứu)(?: đỡ)? (?:mẹ con|vợ chồng|bà cháu|gia đình|bố con|ông bà)? ?${ME}(?! (?:tìm|điền|ghi|sửa|viết|gửi|với câu))~5`,
    `${ME} (?:~1)nợ(?: nần)? (?:chồng chất|ngập đầu|nhiều quá|không trả nổi)~3`,
    `(?:nhà|mái nhà)(?: ${ME})? (?:~1)dột(?: nát| hết)*(?: mưa~6)?`,
    `${SELF} (?:~1)già(?: yếu| rồi| cả)*~3 (?:không|chẳng) (?:ai|có ai) (?:nuôi|chăm|trông|lo)~3`,
    `${ME} (?:~2)(?:xin|cần|rất cần)(?: được)?(?: hội)? (?:trợ giúp|cứu trợ|giúp đỡ|hỗ trợ)(?: gấp| khẩn cấp)*`,
    `(?:~4)muốn xin (?:hội )?(?:trợ giúp|cứu trợ|giúp đỡ|hỗ trợ)`,
    `(?:~3)(?:làm sao|làm thế nào|thế nào) để (?:~1)được (?:hội )?(?:hỗ trợ|giúp đỡ|trợ giúp|cứu trợ)~3`,
    `(?:khổ quá|khổ lắm)~2 (?:ai )?giúp ${ME}~3`,
  ],
}

// What people say around it.
const LEAD =
  '(?:(?:dạ|thưa|alo|ối|trời ơi|hiện nay|hiện|bây giờ|giờ|tự nhiên|thật sự|nhiều lúc|nhiều khi|có lúc|mà|vì|nhưng|đêm nào|ngày nào|cũng|ai ơi|(?:em|cô|chú|bác|ad|hội|anh|chị|mọi người|cô chú|các bác|trợ lý) ơi|cho (?:em|cháu|tôi) hỏi|sống thế này|mệt mỏi quá) )*'
// Without marks no word stands there twice: a row of it would be read in every way there is.
const TAIL = '(?: (?:[ạa]|rồi|nữa|quá|lắm|với|đi|nhé|(?:cô|chú|bác|em|ad|anh|chị|hội|mọi người) ơi|huhu|hic))*'
// A good deed told: somebody helped, and this is about them.
const HELPED =
  '(?:được|nhờ) (?:~4)(?:giúp|cứu|chăm|đưa|nuôi|cưu mang|mang|nấu)|(?:cô|chú|bác|anh|chị|ông|bà|cụ|bạn) \\S+ (?:đưa|chở (?:đi|về|đến|vào|ra)|cõng|dìu|cứu|giúp|sơ cứu|băng bó)|(?:cô|chú|bác|anh|chị|ông|bà|cụ|bạn) \\S+ (?:~3)(?:đã|vẫn|luôn|hay|thường|liền|ngày nào cũng|sang|đến) (?:~2)(?:giúp|cứu|chăm|mang|nấu|cho(?! kín)|đưa|đỡ)'

// "Cụ bà sống một mình, mái nhà dột": somebody else's want, which is told of elsewhere.
const OF_OTHERS =
  /^(?:mot |co )?(?:cu |ba cu|ong cu|cu ba|cu ong|be |em be|chau be|hang xom|nha ben|canh nha|gan nha|(?:xom|ngo|thon|to|khu) )/

interface Matcher {
  need: Need
  marked: Pick<RegExp, 'test'>
  plain: Pick<RegExp, 'test'>
}

const wordsUpTo = (pattern: string) =>
  pattern.replace(/\(\?:~(\d)\)|~(\d)/g, (_all, before, after) =>
    before ? `(?:\\S+ ){0,${before}}` : `(?: \\S+){0,${after}}`,
  )
// All cries for one need are one pattern: asking a hundred, one after the other, took longer than the rest of a turn.
const matchers: Matcher[] = (Object.keys(CRIES) as Need[]).map((need) => {
  const whole = (text: string) => prefiltered(new RegExp(`^${wordsUpTo(text)}$`, 'u'))
  const pattern = `${LEAD}(?:${CRIES[need].join('|')})${TAIL}`
  return { need, marked: whole(pattern), plain: whole(foldPattern(pattern)) }
})
const FOR_LIFE = matchers.find(({ need }) => need === 'life')!
const helped = { marked: new RegExp(wordsUpTo(HELPED), 'u'), plain: new RegExp(wordsUpTo(foldPattern(HELPED)), 'u') }

// Longer than this it is a story.
const LONGEST = 300

/** What a short text cries for, as a whole or in one of its parts; undefined where it tells of help that came. */
export function readCry(text: string, where: 'anywhere' | 'whole' = 'anywhere'): Need | undefined {
  if (text.length > LONGEST) return undefined
  const { said, typed, which, parts } = asTyped(text)
  const heard = HINT.test(fold(text)) ? [...new Set([wholeOf(parts), ...(where === 'whole' ? [] : parts)])] : []
  const found = [...heard.map((part) => cryOf(part, which)), readSign(typed, which === 'plain', where === 'whole')]
  const needs = found.filter((need) => need !== undefined)
  // Nearly every message: what follows is asked of few.
  if (needs.length === 0 || helped[which].test(typed)) return undefined
  const ofOthers = OF_OTHERS.test(fold(said)) || isHardship(text)
  return needs.find((need) => !(need === 'want' && ofOthers))
}

/** Whether a short text as a whole cries that its writer does not want to live. */
export function criesForLife(text: string): boolean {
  if (text.length > LONGEST) return false
  const { typed, which, parts } = asTyped(text)
  // Asked of every message: what else it may cry for matters only in the few that may cry for this.
  const may = matches(FOR_LIFE, wholeOf(parts), which) || mayBeSign('life', typed, which === 'plain')
  return may && readCry(text, 'whole') === 'life'
}

/** Written out, as it is compared, and its parts. */
const asTyped = remembered((text) => {
  const lower = clean(text).toLowerCase()
  const said = writtenOut(lower)
  const plain = fold(lower) === lower || sparse(lower)
  const which: 'plain' | 'marked' = plain ? 'plain' : 'marked'
  const typed = plain ? withoutLookAlikes(fold(said)) : said
  const parts = typed.split(/[,.;!?…\n:"“”()]+/).map((part) => part.trim().replace(/\s+/g, ' '))
  return { said, typed, which, parts }
})

const wholeOf = (parts: string[]) => parts.filter(Boolean).join(' ')

function cryOf(part: string, which: 'plain' | 'marked'): Need | undefined {
  return matchers.find((matcher) => matches(matcher, part, which))?.need
}

function matches(matcher: Matcher, part: string, which: 'plain' | 'marked'): boolean {
  return part.length <= 120 && matcher[which].test(part)
}

// One of these is in every cry: most messages need no closer look.
const HINT =
  /song|chet|tu (?:tu|sat|van)|nhay|sinh|lieu|thuoc|tay|doi|ngu|bien mat|ket|cho (?:roi|xong|nhe|do)|vinh biet|vong|chiu|be tac|khong ai|chang ai|cha ai|con ai|het|lan can|cau|san thuong|noc|danh|dam|chem|giet|doa|hanh|duoi|nhot|bop|hiep|xam hai|so |quay roi|lam bay|theo|troi|bat |lua |giam|ep|tong|pha|chay|hoan|sap|cuon|ngap|mai|sat|xuong|lac|cuu|giup|ngat|dot|tai |kho tho|giat|om |dau |benh|de |oi|ung thu|than|nhin|an|gao|tien|dong|xu|cho|viec|hoc|no |gia |tro|nham mat|tuyet menh|tren doi|sinh ra|xin loi|gang|co |ganh|cam |cay|nem|tho|soc|sot|hap hoi|mi |my |chao|mat viec|khat|dap |tat /

/** A few marks among words without: whoever types so leaves out the others too. */
function sparse(said: string): boolean {
  const all = words(said)
  return all.filter((word) => fold(word) !== word).length * 3 < all.length
}
