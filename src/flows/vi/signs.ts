// Signs of danger and want: a few words that say it wherever they stand in a short text. Written with marks: what is typed
// with marks must have these, what is typed without is compared without.
import { prefiltered } from './prefilter.js'
import { lastRead } from './remembered.js'
import { foldPattern } from './text.js'

export type Need = 'life' | 'violence' | 'danger' | 'illness' | 'want'

const KIN =
  '(?:bố mẹ|ba mẹ|con gái|con trai|em gái|em trai|bố dượng|mẹ kế|bố|ba|cha|mẹ|má|vợ|chồng|con|anh|chị|em|ông|bà|bạn thân|bạn|cháu)'
const ME = '(?:chúng tôi|chúng em|tôi|tui|em|cháu|con|mình|tao|tớ)'
const NO = '(?:không|chẳng|chả|hết|đâu|chưa)'
const CHILD = '(?:đứa bé|đứa trẻ|em bé|cháu bé|bé sơ sinh|trẻ sơ sinh|trẻ con|con bé|thằng bé|cháu nhỏ|em nhỏ)'
const HIT = '(?:đánh|đấm|đập|tát|chém|bóp cổ|hành hạ|bạo hành|hiếp|xâm hại|trói|nhốt)'
// A few words between.
const GAP = '(?:\\S+ ){0,4}'

/** They count whoever is meant. */
const ANYBODYS: Partial<Record<Need, string[]>> = {
  life: [
    `${KIN} ${ME} (?:\\S+ ){0,5}(?:tự tử|tự sát|quyên sinh|nghĩ quẩn|trầm cảm nặng)(?= )`,
    '(?:thắt cổ|treo cổ|nhảy (?:từ )?tầng)(?= )',
    `(?:đòi|định|dọa|tính) (?:đi )?(?:chết|tự tử|tự sát|nhảy (?:lầu|cầu|sông|xuống)|uống thuốc (?:sâu|ngủ|chuột|độc))`,
    `(?:leo|trèo|đứng|ngồi) (?:lên |trên |ở |ngoài )?(?:thành |mép )?(?:nóc|lan can|cầu|sân thượng|tầng thượng) ${GAP}(?:nhảy|muốn chết)`,
    '(?:nhắn|bảo|để lại lời) (?:\\S+ ){0,3}đừng tìm (?:con|em|nó|cháu|chị|anh|tôi|mẹ|bố)(?= )',
    'nhắn (?:tin )?(?:vĩnh biệt|từ biệt|tuyệt mệnh)',
  ],
  violence: [
    `(?<!từng )bị ${GAP}(?:đánh hội đồng|đánh đập|bạo hành|hành hạ|xâm hại|bắt nạt|${HIT}(?: suốt| đập| hoài| mãi)|hiếp|cưỡng bức|xâm hại|chém)`,
    `(?:đang|lại|cứ|suốt ngày|toàn|là) (?:đánh|đập|chém|bạo hành|hành hạ) (?:đập )?(?:vợ|con|mẹ|bà|cháu|nhau|trẻ)`,
    `${HIT}(?: đập| đấm)? (?:vợ con|mẹ con|vợ đánh con|(?:mẹ |bố |con |vợ )?(?:tôi|em|cháu)(?! (?:bé|nhỏ|học sinh|ấy|vần)))`,
    `${HIT} (?:gãy|vỡ|chảy máu|bầm|thâm|sưng)`,
    `(?:con|cháu|bé|vợ)(?: \\S+){0,4} (?:xích|trói|nhốt)(?= )`,
    '(?:đòi nợ|siết nợ|xã hội đen|giang hồ) (?:\\S+ ){0,3}(?:ném|đập|chặn|dọa|phá|xịt|tạt)(?= )',
    '(?:gạ gẫm|dâm ô|sàm sỡ|cưỡng bức)(?= )',
    `(?:lôi|túm tóc|kéo) (?:\\S+ )?(?:em|tôi|cháu|mẹ con) (?:\\S+ )?(?:ra |đi )?(?:đánh|nện|đập|trút giận)`,
    `${HIT} (?:bọn|tụi|chúng|lũ|mấy) (?:em|cháu|tôi|con)`,
    '(?:nhìn trộm|rình|nhìn|quay lén|chụp lén) (?:em|cháu|con|tôi) (?:tắm|thay đồ|ngủ)',
    'bị (?:\\S+ ){0,3}(?:ép|lừa|bắt) (?:\\S+ )?(?:đi làm|đi khách|tiếp khách|lấy chồng|cưới|bán)',
    'bắt (?:trẻ|trẻ con|trẻ em|em bé|các cháu|mấy đứa trẻ) (?:\\S+ )?(?:đi ăn xin|ăn xin|làm việc|bán hàng)',
    `(?:sờ|mó|chạm) (?:soạng )?(?:vào )?(?:chỗ kín|mông|ngực|đùi|vùng kín|người (?:em|cháu|con|tôi))`,
    `(?:rủ|dụ|ép|bắt|lôi|kéo) (?:em|cháu|con) (?:lên xe|vào nhà|vào phòng|đi theo|cởi|quay clip|chụp ảnh|uống)`,
    `(?:dọa|đe dọa|dọa sẽ|đòi) (?:tung|đăng|phát tán|giết|đánh|chém)`,
    `cầm (?:dao|gậy|búa|rựa|rìu|mã tấu|gạch)(?! bút)`,
    `(?:lừa|bán|đưa) (?:\\S+ )?(?:sang|qua) (?:trung quốc|campuchia|biên giới|tàu|lào)`,
    '(?:uống|say) rượu (?:\\S+ ){0,8}(?:đánh|đập|chửi|đuổi|phá|chạy)',
    '(?:sờ soạng|làm bậy|bậy bạ với|làm nhục|giở trò)(?= )',
    `(?:phạt|bắt) (?:\\S+ )?quỳ(?= )`,
    `(?:lột đồ|dội nước sôi|bỏ đói)(?= )`,
    `(?:không|chẳng) cho (?:em|cháu|tôi|con|mẹ con em) (?:ăn|uống|ra khỏi nhà|ra ngoài|đi đâu|gặp con|về nhà|về)`,
    `đuổi (?:em|tôi|cháu|mẹ con|mấy mẹ con|bà cháu|ra)(?: ${ME})?(?: ra)? (?:khỏi nhà|đường|ngoài đường)`,
  ],
  danger: [
    `${CHILD} (?:\\S+ ){0,3}(?:bỏ rơi|bị lạc|lạc mẹ|lạc đường|đi lạc|đuối nước|bị bỏng|mất tích|rơi xuống)`,
    `(?:cháu|con|em|bé) (?:bị )?lạc (?:mẹ|bố|ba|má|đường|mất (?:rồi|tích|từ)|gia đình|bà)`,
    `người lạ (?:\\S+ ){0,2}(?:gõ cửa|bám theo|đi theo|vào nhà|đột nhập|phá cửa|rình)`,
    `(?:(?:mùi|rò|rò rỉ|xì) (?:khí )?(?:ga|gas)|bình (?:ga|gas) (?:\\S+ ){0,4}(?:xì|rò|rò rỉ|cháy))(?= )`,
    `${KIN}(?: ${ME})? (?:\\S+ ){0,2}(?:ngã|té) (?:\\S+ ){0,4}(?:không|chưa) (?:dậy|đứng) (?:được|nổi)`,
    `(?:thuyền|tàu|đò|ghe|xe)(?: \\S+){0,3} (?:bị )?(?:lật|chìm|đắm)(?= )`,
    `(?:đi biển|ra khơi|bỏ nhà|đi lạc|mất tích) (?:\\S+ ){0,6}(?:không|chưa|mất) (?:liên lạc|thấy|về|có tin)`,
    `nước (?:\\S+ ){0,2}(?:lên|ngập|dâng)(?: tới| đến| quá| ngang)* (?:ngực|cổ|đầu|mái|nóc|bụng)`,
    `cháy (?:\\S+ ){0,8}(?:còn|có) người (?:ở |bên |mắc )?(?:trong|kẹt)`,
    '(?:mùi khét|khói (?:nhiều|mù|đen)|bốc khói|chập điện)(?= )',
    `(?:gãy xương|gãy cổ|vỡ đầu|chảy máu) (?:\\S+ ){0,3}(?:nằm|không|nhiều|quá)`,
    `(?:tàu|thuyền|ghe)(?: \\S+){0,4} chưa (?:về|thấy)`,
    `(?:bé|con|cháu)(?: nhà)? ${ME} (?:bị )?(?:co giật|sốt cao|tím tái|khó thở)`,
    `ở (?:\\S+ )?một mình (?:\\S+ ){0,6}sợ(?= )`,
    `nước (?:\\S+ ){0,2}(?:vào|tràn|ngập|lên) (?:tới |đến |trong )*(?:giường|nhà|bếp|ngực)`,
    '(?:mất tích|lở đất|sạt lở|đuối nước|chết đuối|uống nhầm|kẹt trong|mắc kẹt)(?= )',
    `(?:người|ai|bé|cháu|thuyền)(?: đó)? (?:đang |bị )+(?:chìm|đuối|kẹt|vùi|cuốn)`,
    `${CHILD} (?:\\S+ ){0,3}(?:khóc|đứng|ngồi|lang thang) (?:\\S+ )?một mình`,
    `nhà (?:\\S+ ){0,3}cháy (?:to|rồi|lớn|hết|dữ)(?= )`,
    `${CHILD} (?:\\S+ ){0,3}(?:vứt|bỏ) (?:ở|trước|ngoài|lại)`,
    `(?:vùi|chôn vùi|sập) (?:\\S+ )?(?:nhà|người)`,
    `(?:ngã|gục|ngất|lịm|quỵ)(?: \\S+){0,3} (?:không|chưa) (?:nói|cử động|thở|biết gì|tỉnh)`,
    '(?:ngã quỵ|ngã gục|ngất lịm|ngất xỉu|có người ngất|ra máu|băng huyết|vỡ ối)(?= )',
    `(?:cháu|bé|con|em bé)(?: \\S+){0,4} (?:đi|ở|đứng|khóc) (?:\\S+ )?một mình (?:\\S+ ){0,3}(?:ngoài|đường|không ai)`,
    '(?:cây|tường|cột điện|cần cẩu|đất) (?:đổ|sập|sạt|đè)',
    '(?:mái|tôn|mái tôn|ngói) (?:\\S+ ){0,2}(?:bay|tốc|sập|thủng)',
    `(?:lạc|đi) (?:\\S+ ){0,3}(?:không|chưa) (?:thấy|tìm thấy|thấy đâu|biết đường) (?:về)?`,
    '(?:bỏng|phỏng) (?:nước sôi|lửa|dầu|xăng|axit|pô)',
    `bị bỏng(?= )`,
    `(?:điện giật|rắn cắn|ngộ độc|bỏng nặng|hóc (?:xương|dị vật|hạt)|nuốt (?:phải )?(?:pin|đồng xu|đinh|kim|hóa chất|thuốc))(?= )`,
  ],
}

/** They count where somebody tells of themselves or of their own. */
const OWN: Partial<Record<Need, string[]>> = {
  life: [
    '(?:tự tử|tự sát|tự vẫn|quyên sinh|nghĩ quẩn|kết liễu|tự hại|(?<!trần |lê |thị |văn |vũ |bùi )tuyệt vọng|bế tắc quá)(?= )',
    '(?:ghét|hận|chán ghét) (?:chính )?(?:bản thân|mình)(?= )',
    '(?:cứa|rạch|cắt|cào|lấy dao lam) (?:\\S+ )?(?:tay|cổ tay)(?= )',
    'sống không bằng(?= )',
    '(?:không thể|chẳng thể|không) (?:tiếp tục|gắng|cố|gượng) (?:thêm |tiếp )?(?:được )?nữa(?= )',
    '(?:chấm dứt|kết thúc|bỏ lại) (?:mọi chuyện|mọi thứ|tất cả|cuộc đời|cuộc sống)(?= )',
    '(?:ôm|bế|mang) con (?:\\S+ )?(?:nhảy|chết|tự tử|ra sông)(?= )',
    '(?:muốn|thiết) (?:tồn tại|hiện diện)|sống chỉ (?:tốn|chật|làm)(?= )',
    '(?:cũng|chỉ) (?:muốn|mong) (?:được )?(?:đi theo|theo (?:ông|bà|anh|chị|con|mẹ|bố))(?= )',
    '(?:rạch|cứa|đâm) (?:đùi|chân|mình|người|bụng)(?= )',
    '(?:đi |chạy )?ra (?:cầu|sông|đường tàu|đường ray)(?= )(?=.*(?:lời nhắn|xong|thư|con|chết|mệt))|(?:lời nhắn|thư|chết|mệt).*(?:đi |chạy )?ra (?:cầu|sông|đường tàu|đường ray)(?= )',
    '(?:uống|nuốt) (?:\\S+ )?thuốc rồi(?! kể| nhắn| xong)(?= $)',
    '(?:tối|đêm|mai|hôm) (?:nay |mai )?là (?:xong|hết|chấm dứt)(?= )',
    '(?:mệnh hệ|hết kiếp|hết khổ)(?= )',
    'sống (?:thế này |tiếp |nữa )?(?:làm gì|để làm gì|làm chi|chi nữa)',
    '(?:làm |là )(?:gánh nặng|của nợ)(?= )',
    '(?:dọn|thu xếp|gửi gắm|dặn dò) (?:\\S+ ){0,4}(?:xong hết|gọn rồi)',
    '(?:kiếp này|đời này|cuộc sống này|cuộc đời này)(?: \\S+){0,3} (?:khổ|mệt|chán|nữa|lắm|quá|cho xong)',
    '(?:biến|thoát|lìa|rời) (?:khỏi|xa) (?:cõi |cuộc )?(?:đời|thế giới|trần gian)',
    '(?:ở lại|mọi người) mạnh giỏi',
    '(?:cùng|cho|được|xin) (?:\\S+ )?(?:được )?chết(?= )',
    '(?:đi gặp|về với|gặp lại) (?:\\S+ ){1,3}(?:bên kia|suối vàng|trên trời|dưới đó)',
    '(?:uống|nuốt) (?:hết |cả )+(?:vỉ|lọ|hộp|nắm|vốc) (?=\\S)',
    '(?:tính|định|muốn|sẽ) (?:nhảy|gieo mình|trẫm mình|ôm con|mang con ra)(?= )',
    '(?:ngủ|nhắm mắt) (?:\\S+ ){0,3}(?:không|chẳng|khỏi|đừng) (?:bao giờ )?(?:thức|tỉnh|dậy)',
    '(?:mình|bản thân|em|cháu|tôi) (?:là |thật |quá )?(?:thừa thãi|vô dụng|vô giá trị|gánh nặng)',
    `${NO} (?:còn )?(?:có )?(?:ngày mai|hy vọng|hi vọng|lối thoát|lý do để sống)`,
    `(?:ngày cuối (?:cùng|đời)|(?:lần|đêm|lời) cuối(?: cùng)?)(?: của (?:đời )?${ME})?`,
    `${NO} (?:\\S+ ){0,1}(?:muốn|thiết|ham)(?: \\S+){0,2} sống(?! (?:ở(?! (?:đời|trên đời|cõi đời|thế gian))|với|cùng|chung|xa|gần|trong|tại))`,
    `(?:(?:tôi|tui|em|cháu|con|mình|tao)|chỉ|thật sự|đôi khi|nhiều lúc|lúc nào cũng) (?:chỉ |rất |cũng |đang )?muốn (?:được )?(?:chết|tự tử|tan biến|biến mất|giải thoát|buông tay|buông xuôi|đi sớm|ra đi|nhắm mắt|làm đau mình)(?! cười| mê| vì)`,
    `(?:thà |cứ )?chết (?:quách|phứt|luôn|đi)?(?: đi)? ?(?:cho|thì|chắc|còn hơn)`,
    `nghĩ (?:đến chuyện |đến |hay |hay là |chắc )(?:${ME} )?(?:chết|đi theo|quyên sinh|tự tử|tự kết liễu)`,
    `(?:viết|để) (?:sẵn |lại )?(?:thư|di thư|lá thư|lời nhắn|di chúc)(?: \\S+)? (?:để lại|tuyệt mệnh|vĩnh biệt|từ biệt)`,
    `(?:xin lỗi|tạm biệt|chào) (?:\\S+ ){1,4}lần cuối`,
    `(?:nếu|lỡ|nhỡ|khi) (?:\\S+ ){0,2}(?:${ME}|có chuyện gì)(?: ${NO} còn| chết| có mệnh hệ)`,
    `(?:cầm|mua|chuẩn bị|giấu|uống|nuốt) (?:\\S+ ){0,4}thuốc (?:chuột|sâu|ngủ|trừ sâu|diệt cỏ|độc|trong tay)`,
    `${NO} còn (?:đủ )?(?:sức|tâm trí|động lực|nghị lực|thiết)(?: \\S+){0,2} sống`,
    `(?:không|chẳng|đừng) (?:bao giờ|còn) (?:\\S+ )?(?:tỉnh|thức|dậy|mở mắt)(?: dậy| lại)?`,
    `sống (?:\\S+ ){0,3}(?:làm khổ|khổ|gánh nặng|vô nghĩa|thừa)(?:,| |$)(?:.*(?:muốn đi|chết|đi sớm|đi cho))?`,
    `(?:chịu hết nổi|hết chịu nổi|kiệt sức rồi|hết sức chịu đựng)`,
    `(?<!(?:bận|mệt|nóng|rét|vui|đói|buồn|cười|sướng|đẹp|ngon|mỏi|đau) )muốn (?:buông tay|buông xuôi|buông bỏ tất cả|đi sớm|đi cho nhẹ|đi cho xong|chết|giải thoát)(?! cười| mê| vì)`,
    `${NO} (?:còn )?thiết (?:gì|tha gì|cái gì)`,
    `ai cũng (?:ghét|bỏ rơi|xa lánh) ${ME}`,
    `(?:tự|lại) (?:làm đau|cắt|rạch|hại|đập đầu)(?: vào)? (?:mình|bản thân|tay|tường)`,
  ],
  violence: [
    '(?:sợ (?:quá|lắm) ?,? ?)?(?:\\S+ ){0,3}đang trốn',
    '(?:giữ|thu|cầm) (?:giấy tờ|hộ chiếu|căn cước|điện thoại)(?: \\S+){0,3} không cho',
    '(?:tung|phát tán) (?:ảnh|clip|hình|video)|đăng (?:ảnh|clip|hình|video) (?:\\S+ ){0,3}(?:nóng|nhạy cảm|lên mạng)|(?:dọa|đòi) đăng (?:ảnh|clip|hình|video)',
    '(?:bạo lực|vũ phu|gạ gẫm|dâm ô|trấn lột|cưỡng bức|quấy rối)(?= )',
    `(?:phang|quật|vụt|ném) (?:\\S+ ){0,2}(?:tôi|em|cháu|con|mẹ con)`,
    '(?:vào|mò vào|lẻn vào) (?:phòng|giường|buồng) (?:tôi|em|cháu|con)',
    `${HIT}(?: đập)? (?:gãy|vỡ|chảy máu|bầm|thâm|sưng)`,
  ],
  illness: [
    `(?:máu trắng|tiểu đường|xơ gan|suy tim|bệnh viện trả về|bỏng|nằm một chỗ|đẻ non|sinh non|lẫn|mổ não|nằm liệt|liệt giường|liệt nửa người|ung thư|giai đoạn cuối|chạy thận|suy thận|bệnh tim|tim bẩm sinh|hiểm nghèo|tai biến|bại não|cấp cứu|nằm viện|ốm nặng|bệnh nặng|mổ|phẫu thuật|hóa trị|xạ trị|sinh mổ|khó thở|ốm)(?= ).*(?:${NO}(?: còn| có)? (?:tiền|ai|gì|đồng|khả năng|đủ)|hết (?:tiền|gạo)|nghèo|khó khăn|kiệt quệ|nợ|lo nổi|hết cách|khả năng|bảo hiểm|trả về|một mình|một thân|neo người|lấy đâu|hết sạch)`,
    `(?:${NO}(?: còn| có)? (?:tiền|ai|đồng)|hết tiền|nghèo|khó khăn|một mình).*(?:nằm liệt|liệt giường|ung thư|giai đoạn cuối|chạy thận|suy thận|bệnh tim|tai biến|cấp cứu|nằm viện|ốm nặng|bệnh nặng|mổ tim|phẫu thuật|khó thở)(?= )`,
  ],
  want: [
    `(?:ăn|húp|uống) (?:\\S+ )?(?:cháo trắng|cháo loãng|cháo|cơm không|cơm chan nước|cơm nguội|mì gói|mì tôm|rau|khoai|sắn|nước lã) (?:\\S+ ){0,4}(?:tuần|ngày|hôm|bữa|cơm|tháng|suốt)`,
    '(?:đứt bữa|đói ăn|thiếu ăn|thiếu sữa|khát sữa|mất sữa|nheo nhóc|đói lả|đói meo|đói rã|sắp chết đói|chết đói|đói khổ|lả đi vì đói)(?! là)(?= )',
    `(?:không|chẳng|chả|chưa)(?: còn| có)? gì (?:\\S+ ){0,2}(?:nấu|ăn|bỏ bụng|bỏ vào mồm|cho (?:con|cháu|các con|lũ con|bọn trẻ))(?! nữa đâu)`,
    `(?:không|chẳng|chả|hết)(?: còn| có)?(?: lấy)?(?: một| nổi)? ?(?:xu|đồng|cắc|hào)(?: nào| xu| dính| trong| để| cắc|$)`,
    `(?:không|chẳng|chả|chưa|hết|thiếu)(?: còn| có| đủ)? tiền (?:trọ|nhà|phòng|thuốc|thang|viện phí|mổ|ăn|sữa|học|điện(?! thoại)|mua (?:gạo|sữa|thuốc|cơm|tã|sách)|cho con|đóng|trả)`,
    `(?:ngủ|nằm|ở nhờ|ở tạm|vạ vật) (?:\\S+ ){0,2}(?:hiên nhà|mái hiên|ngoài hiên|dưới hiên|vỉa hè|gầm cầu|công viên|bến xe|nhà ga|ngoài đường|lề đường|ghế đá|chòi|lều)`,
    '(?:hộ nghèo|hộ cận nghèo|mồ côi|tàn tật|khuyết tật|góa bụa|chồng chết|vợ chết|neo đơn)(?= ).* (?:nuôi|ốm|bệnh|con|không|chẳng|hết|đói|khổ)',
    '(?:gạo|tiền) (?:\\S+ ){0,3}còn (?:\\S+ ){0,2}(?:bơ|nắm|lon|bát|nghìn|đồng|lẻ)',
    '(?:bánh mì không|cơm với muối|cơm chan nước mắm)(?= )',
    '(?:tiền phòng|tiền nhà|tiền trọ|tiền học)(?: \\S+){0,3} (?:thiếu|nợ|chưa)|(?:thiếu|nợ|chưa) (?:\\S+ )?(?:tiền phòng|tiền nhà|tiền trọ|đóng học)',
    `(?:không|chẳng|chả)(?: còn| có)? (?:gạo|cơm|áo|sữa|mì)(?= )(?! nếp| mưa| ca)`,
    '(?:nhịn sáng|nhịn trưa|nhịn tối|nhịn bữa|không nấu cơm|sữa cũng không|áo cũng không|gạo cũng không)(?= )',
    `(?:không ai thuê|ế|mất mùa).* đói(?= )|(?<= )tôi đói(?= )`,
    '(?:chồng|vợ) (?:bỏ|chết|mất|bỏ đi)(?: \\S+)*? (?:con|đứa nhỏ|cháu)(?= )',
    'xin (?:\\S+ ){0,3}(?:quần áo cũ|áo cũ|gạo|sữa|chăn|sách cũ|xe đạp cũ)(?: \\S+)? cho con',
    '(?:chia nhau|chung nhau) (?:\\S+ )?(?:gói|bát|nắm|quả)(?= )',
    '(?:bố mẹ|bố|mẹ|chồng) (?:\\S+ )?(?:đi tù|vào tù|bỏ đi|bỏ nhà)(?= )',
    'không (?:có |đủ )?(?:sách vở|áo đi học|xe đi học|cặp sách)(?= )',
    '(?:vay|mượn) (?:\\S+ )?(?:ít |bơ |cân )?gạo(?= )',
    'không biết (?:\\S+ ){0,4}(?:gì|cái gì) (?:mà |để )?ăn(?= )',
    '(?:khóa cửa|thay khóa) không cho',
    'xin (?:hội |các bác |mọi người )?(?:giúp )?cho (?:tôi|em|cháu|con (?:tôi|em)|mẹ (?:tôi|em|con em)|bố (?:tôi|em))(?! (?:hỏi|xem|biết|số|gặp|gửi|xin số|lại|phép))',
    '(?:chưa|không|chẳng) (?:có |còn )?(?:đồng nào|lương)(?= )',
    'uống nước (?:\\S+ )?(?:cầm hơi|qua bữa|trừ bữa|thay cơm)',
    '(?:cầm hơi|bữa rau bữa cháo|bữa cháo bữa rau|ngày được ngày không|bữa được bữa không|bữa đói)(?= )',
    '(?:đói|khát) (?:\\S+ )?khóc',
    '(?:gãy|què|cụt) (?:\\S+ )?(?:chân|tay)(?= ).*(?:làm|nuôi|việc|tiền)|(?:làm|nuôi|việc) .*(?:gãy|què|cụt) (?:\\S+ )?(?:chân|tay)(?= )',
    '(?:mất|trôi|cuốn) (?:sạch|hết|trắng) (?:\\S+ ){0,1}(?:lúa|gà|lợn|nhà|ruộng|đồ|vốn|tất cả)',
    '(?:sập|tốc|cháy|trôi|cuốn) (?:nhà|mái)(?= )|nhà (?:\\S+ )?(?:sập|cháy) (?:rồi|hết)',
    '(?:ở nhờ|ăn nhờ|sống nhờ|con cái bỏ|con bỏ)(?= )',
    '(?:bị )?cắt (?:điện|nước)',
    '(?:hết|không có|thiếu) (?:bỉm|sữa|tã)',
    '(?:một mình|mình tôi|mình em|mẹ góa|gà trống) (?:\\S+ )?nuôi (?:\\S+ ){0,3}(?:con|cháu)',
    '(?:ngày|bữa) (?:\\S+ )?ăn (?:\\S+ )?(?:một|1|có một|mỗi) bữa|bữa có bữa không|ăn bữa nay',
    'mất (?:hết|sạch|trắng|cả nhà)(?: \\S+){0,2} (?:sau|vì|do|trong) (?:\\S+ )?(?:bão|lũ|lụt|cháy|hỏa hoạn)',
    '(?:biết|chẳng biết|không biết) (?:đi đâu|về đâu|trông vào|bấu víu|nương tựa|nhờ cậy|xoay|sống sao|sống thế nào|lấy gì|kiếm đâu|lấy đâu)(?! để (?:nộp|gửi|hỏi|đăng|kể|điền))',
    `(?:không|chẳng|chưa)(?: có| còn)+ (?:chăn|áo ấm|quần áo|chỗ ở|chỗ ngủ|mái nhà|nhà ở|tết)`,
    '(?:đuổi|đòi lại|lấy lại|cắt) (?:\\S+ ){0,2}(?:nhà|phòng|trọ|điện nước)',
    '(?:nhặt ve chai|ăn xin|xin ăn|lượm ve chai|đi ăn mày)(?= )',
    '(?:nợ lương|quỵt lương|mất việc|thất nghiệp|bị sa thải|cho nghỉ việc|nợ nần|nợ chồng|đuối lắm|kiệt quệ|trắng tay)(?= )',
    `mai (?:\\S+ ){0,2}(?:người ta|họ|chủ nhà|chủ trọ) (?:\\S+ )?đuổi`,
    '(?:lũ|mấy|hai|ba|đàn) (?:đứa )?(?:con|cháu) (?:\\S+ ){0,2}(?:đói|khóc đòi ăn|thiếu ăn)',
  ],
}

// Who is meant; "em bé", "ba con" are not the one who writes.
const MINE = `(?<= )(?:(?<!(?:các|những|hai|ba|trẻ|một|bọn|đứa|cô) )(?:tôi|tui|em|cháu)(?! (?:bé|nhỏ|học sinh|ấy|đó|sinh viên|mồ côi))|(?<!một )mình|(?:lũ|mẹ|bố|má|ba|bà|nhà|vợ|chồng) (?:con|cháu|chồng)|con(?= (?:không|chẳng|chưa|hết|muốn|đói|nghĩ|gửi|định|sợ|xin|mệt|chỉ))|nhà(?= (?:có|hết|không|chẳng|chưa|còn|nghèo|đứt|mất|thiếu|dột))|vợ mất|chồng mất)(?= )`
// Nobody else is spoken of: then it is said of oneself.
const OF_ANOTHER = `^ (?:(?:dạ|có|hôm qua|hôm nay|thấy|một|hai|mấy) )*(?:(?:cô|chú|bác|anh|chị|ông|bà)(?! (?:có tuổi|già|hết|không còn|không có|chẳng còn|đói|mệt|ốm|khổ|muốn|cần|ngày))|cụ|bạn|người(?! ta)|hàng xóm|xóm|nó|họ|bé|thằng (?:bé|cu|con|em|ấy)|thầy|nhóm|đội|học sinh|trẻ|gia đình|nhà bên|nhà bà|nhà ông|nhà cụ) |(?<= )(?:người|kẻ|những|các|cho) (?:nghèo|không|bị|bà con|em|cháu|bệnh)(?= )`
// Somebody helps, or it is over: told of for its own sake.
const NO_CRY = `(?<= )(?:con chó|con mèo|con trâu|con bò|(?:giúp|cứu|phát (?:cơm|cháo|quà|gạo|sách|cho|không)|tặng (?:quà|cho|xe|sách|áo|\\S+ cho)|ủng hộ|quyên góp|động viên|(?<!ai |người )chăm|chăm sóc|cưu mang|hiến (?:máu|tạng|đất|giác mạc)|cứu trợ|khuyên|khuyên nhủ|ngăn (?:lại|cản|được)|ôm lại|nhảy xuống (?:\\S+ )?cứu|trả lại|bán (?:\\S+ )?giúp|đóng góp|góp (?:gạo|tiền|công|sức)|gói (?:bánh|quà)|hỏi thăm|từ thiện|thiện nguyện|dạy nghề|nấu (?:\\S+ )?(?:cho|phát)|nuôi dạy|lo ma chay|can ngăn|xông vào|bế (?:cháu|em|bé)|cõng (?:\\S+ )?(?:đi|về|ra|qua|bạn)|dìu)(?= )(?! (?:đỡ )?(?:(?:em|tôi|cháu|con|mình)(?! (?:bé|nhỏ|ấy|học|mồ|trai|gái))|mẹ con|bà cháu|gia đình|nhà|với|chúng|gấp))|ngày xưa|ngày trước|hồi (?:xưa|trước|bé|nhỏ|đó)|trước đây|trước kia|năm xưa|thời bao cấp|từng (?:muốn|bị|nghĩ|là|có|phải|đói|nghèo|ốm)|(?:cô|chú|bác|anh|chị|ông|bà|cụ|bạn) (?:ấy|đó|này)|nhưng (?:vui|làm được|vẫn|giờ)|tấm gương|người tốt|đi ăn (?:phở|bún|cơm|cháo|mì|đã|cái|trưa|tối)|nhờ (?:\\S+ ){1,2}(?:bấm|ghi|gõ|điền|nhắn) hộ|(?:tên|là|tên là) đói|tên bài|bài hát|bộ phim|phim|truyện)(?= )`

// Words as wholes: "sáp nhập" typed without marks begins like "sập nhà".
const whole = (patterns: string[]) => `(?<= )(?:${patterns.join('|')})(?:(?= )|(?<= ))`

interface Signs {
  need: Need
  any: Pick<RegExp, 'test'> | undefined
  own: Pick<RegExp, 'test'> | undefined
}
interface Reader {
  mine: RegExp
  none: RegExp
  another: RegExp
  near: RegExp
  signs: Signs[]
}

const NEEDS: Need[] = ['life', 'violence', 'danger', 'illness', 'want']

function reader(as: (pattern: string) => string): Reader {
  const made = (patterns?: string[]) => (patterns ? prefiltered(new RegExp(as(whole(patterns)), 'u')) : undefined)
  return {
    mine: new RegExp(as(MINE), 'u'),
    none: new RegExp(as(NO_CRY), 'u'),
    another: new RegExp(as(OF_ANOTHER), 'u'),
    near: new RegExp(as(`^ ${KIN} (?:của |nhà )?${ME} `), 'u'),
    signs: NEEDS.map((need) => ({ need, any: made(ANYBODYS[need]), own: made(OWN[need]) })),
  }
}

const MARKED = reader((pattern) => pattern)
const PLAIN = reader(foldPattern)

// Longer than this it is a story.
const LONGEST = 160

/**
 * The sign in a short text in small letters, with marks or (`plain`) without any. `ownOnly`: of the one who writes, or of
 * their own family.
 */
export function readSign(typed: string, plain: boolean, ownOnly: boolean): Need | undefined {
  const { mine, none, another, near, signs } = plain ? PLAIN : MARKED
  const said = spaced(typed)
  if (said.length > LONGEST) return undefined
  const anybodys = !ownOnly || near.test(said)
  // Last, for hardly a message has any sign: whose it is.
  const ours = () => mine.test(said) || !another.test(said)
  const sign = signs.find(({ any, own }) => (anybodys && any?.test(said)) || (own?.test(said) && ours()))
  return sign && !none.test(said) ? sign.need : undefined
}

/** Whether a text has a sign of this need at all, whosever it may be. */
export function mayBeSign(need: Need, typed: string, plain: boolean): boolean {
  const said = spaced(typed)
  const { any, own } = (plain ? PLAIN : MARKED).signs.find((one) => one.need === need)!
  return said.length <= LONGEST && (any?.test(said) || own?.test(said) || false)
}

const spaced = lastRead((typed: string) => {
  const said = typed
    .replace(/[.,;!?…\n:"“”()]+/g, ' , ')
    .replace(/\s+/g, ' ')
    .trim()
  return ` ${said} `
})
