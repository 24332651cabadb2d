// What people type for each command that every conversation understands; doors of conversations bring their own. Forms
// without marks, and those of a switched-off Telex or VNI keyboard, are
// worked out from these (see keywords.ts); listed without marks here is only what is said so.
import { type Asked, QUESTIONS, TALK } from './asked.js'
import { each, list } from './phrases.js'

export type Command =
  | Asked
  | 'back'
  | 'cancel'
  | 'later'
  | 'help'
  | 'menu'
  | 'human'
  | 'optout'
  | 'optin'
  | 'privacy'
  | 'resume'
  | 'records'
  | 'skip'
  | 'done'
  | 'edit'
  | 'yes'
  | 'no'
  | 'deleteDraft'
  | 'salutation'
  | 'thanks'
  | 'hello'

// How people call the assistant.
const YOU = 'em; cháu; con; bạn; các bạn; anh; chị; anh chị; trợ lý; trợ lý nhân ái; ad; admin; hội; cán bộ; ạ'

export const PHRASES: Record<Exclude<Command, Asked>, string[]> = {
  back: [
    ...list('quay lại; trở lại; lùi lại; về trước; bước trước; câu trước; sửa lại bước trước; back'),
    ...each('quay lại; trở lại; lùi lại; quay về; lùi về; về; lùi', 'câu trước; câu vừa rồi; bước trước; một câu'),
    ...each('bấm nhầm; bấm lộn; chọn nhầm; chọn lộn; nhầm nút', '; rồi; mất rồi'),
  ],
  cancel: list(`
    hủy; hủy bỏ; hủy đi; thôi hủy đi; thoát; dừng; dừng lại; thôi; không kể nữa; thôi không kể nữa; thôi không làm nữa; không làm nữa; bỏ qua hết; cancel; exit;
    không muốn làm nữa; không muốn kể nữa; không giới thiệu nữa; thôi không giới thiệu nữa; không muốn giới thiệu nữa
  `),
  later: [
    // "De toi ke tiep" is "để tôi kể tiếp".
    ...each('để; đợi', 'hôm khác; bữa khác; khi khác'),
    // "Để cuối tuần" alone says when somebody helps.
    ...each(
      'để; để đến; đợi',
      'chiều; mai; tối nay; tối mai; hôm khác; lúc khác; khi khác; cuối tuần',
      'kể; kể tiếp; làm tiếp',
    ),
    ...each('chiều; mai; hôm khác; lúc khác', '; tôi; em; mình; bác; cô; chú', 'kể; kể tiếp; làm tiếp'),
    ...each('tí nữa; chút nữa; chốc nữa; lát nữa', '; tôi; em; mình; bác; cô; chú', 'kể; kể tiếp; làm; làm tiếp'),
    ...list(`
    chốc nữa; bữa khác; để sau; để mai; để lúc khác; lưu lại; lưu nháp; lưu bản nháp; làm sau; mai làm tiếp; lúc khác; lúc khác nhé;
    khi khác; hôm khác; chút nữa; tí nữa; lát nữa; tối làm tiếp; đang bận; bận rồi; later
  `),
  ],
  help: list('trợ giúp; hướng dẫn; giúp; giúp tôi; giúp em; giúp với; cách dùng; help; ?'),
  menu: list('menu; danh mục; trang chủ; trang chính; bắt đầu; bắt đầu lại; làm mới; start'),
  human: list(`
    gặp cán bộ; gặp người; gặp người thật; nói chuyện với cán bộ; nói chuyện với người thật; liên hệ cán bộ; gọi
    cán bộ; cán bộ đâu; cho gặp cán bộ; cho tôi gặp cán bộ; tư vấn; gọi điện; gọi cho tôi; gọi lại cho tôi; gọi điện cho tôi; gọi điện lại cho tôi;
    gặp nhân viên; gặp tư vấn viên; gặp người phụ trách; tôi cần gặp người phụ trách; có ai trực không
  `),
  optout: list(`
    dừng nhận tin; ngừng nhận tin; thôi nhận tin; tắt tin; tắt nhận tin; hủy nhận tin; hủy đăng ký nhận tin; từ chối nhận
    tin; không nhận tin; không nhận tin nữa; đừng gửi tin nữa; đừng nhắn nữa; đừng nhắn tin nữa; đừng nhắn cho tôi nữa;
    đừng gửi nữa; đừng gửi cho tôi nữa; đừng gửi tin cho tôi nữa; phiền quá đừng nhắn nữa; phiền quá đừng gửi nữa; đừng làm
    phiền tôi nữa; dừng nhắn cho tôi; stop; unsubscribe
  `),
  optin: list(`
    nhận tin; nhận lại tin; nhận tin lại; đăng ký nhận tin; bật tin; bật nhận tin; có, gửi cho tôi
  `),
  privacy: list(`
    quyền của tôi; quyền riêng tư; dữ liệu của tôi; xem dữ liệu; xem dữ liệu của tôi; sửa dữ liệu; sửa hồ sơ; sửa hồ sơ đã gửi; sửa hồ sơ vừa gửi; tôi muốn sửa hồ sơ đã gửi; tôi muốn sửa lại tên trong hồ sơ vừa gửi; sửa tên trong hồ sơ đã gửi; xóa dữ liệu;
    xóa dữ liệu của tôi; xóa hết dữ liệu; xóa hết dữ liệu của tôi; xóa hết dữ liệu của tôi đi; xóa tất cả; xóa tất cả dữ liệu;
    rút hồ sơ; rút lại hồ sơ; rút lại hồ sơ đã gửi; tôi muốn rút lại hồ sơ đã gửi; rút đồng ý; rút lại đồng ý; rút lại sự đồng ý
  `),
  resume: list(
    'tiếp tục; tiếp; làm tiếp; kể tiếp; kể nốt; để tôi kể tiếp; để em kể tiếp; tôi đang kể dở; em đang kể dở; đang kể dở',
  ),
  records: [
    ...list(
      'hồ sơ của tôi; hồ sơ; xem hồ sơ; xem hồ sơ đã gửi; hồ sơ đã gửi; hồ sơ đến đâu rồi; hồ sơ của tôi đến đâu rồi; hỏi về hồ sơ; tôi muốn hỏi về hồ sơ; xin chào tôi muốn hỏi về hồ sơ; hồ sơ tôi gửi đến đâu rồi; xem kết quả; kết quả thế nào rồi; có kết quả chưa; kết quả hồ sơ; tra hồ sơ; tra cứu hồ sơ; mã hồ sơ; xem mã hồ sơ; duyệt chưa; đã duyệt chưa',
    ),
    ...each(
      'hồ sơ; hồ sơ của tôi; hồ sơ của em; hồ sơ tôi gửi; tôi gửi hôm trước; hôm trước tôi gửi; tôi gửi hôm trước giờ; hôm trước tôi gửi giờ',
      'tới đâu rồi; đến đâu rồi; đến đâu; sao rồi; thế nào rồi; ra sao rồi',
    ),
    ...each('; tôi; em; tôi bị', 'quên; mất', 'mã; mã hồ sơ', '; rồi; mất rồi'),
  ],
  skip: [
    ...each('; thôi', 'bỏ qua; cho qua', '; đi; câu này; câu này đi; nhé em; đi em'),
    ...each('câu này', 'bỏ qua; cho qua; bỏ', '; đi; nhé'),
    ...each('sang; qua; chuyển; chuyển sang', 'câu khác; câu sau; câu tiếp; câu tiếp theo', '; đi'),
    ...list(
      'câu khác đi; câu tiếp theo; next; không có đâu; chưa có đâu; không có gì; không có gì đâu; không có gì thêm; không nhắn gì; không nhắn gì đâu; không cần nhắn gì; không ghi gì; bỏ câu này; bỏ câu này đi; bỏ qua; không có; chưa có; khỏi; thôi khỏi; khỏi cần; không cần; không cần đâu; thôi không cần; bỏ qua phần này; bỏ qua câu này; skip',
    ),
  ],
  done: list(`
    xong; xong rồi; hết; hết rồi; hết rồi đấy; thế là hết; thế là hết rồi; thế là hết rồi đấy; thế là đủ; đủ rồi; thế thôi; vậy thôi; chỉ thế thôi; chỉ có thế thôi; chỉ biết thế thôi; tôi chỉ biết thế thôi;
    em chỉ biết thế thôi; hết chuyện; không còn gì để kể; không còn gì nữa; không còn nữa; gửi; gửi đi cháu; gửi đi em; gửi đi con; gửi đi nhé cháu; gửi giúp bác; gửi giúp cô; gửi giúp tôi; gửi đi; ok gửi đi; ok gửi; gửi luôn; gửi luôn đi; gửi luôn đi em; gửi luôn đi cháu; gửi luôn em; gửi luôn cháu; gửi ngay; gửi ngay đi; gửi thôi; gửi được rồi; ok gửi luôn; đúng rồi gửi luôn; được rồi gửi đi; vâng gửi đi; đúng rồi gửi đi; hoàn tất; đã xong; done
  `),
  edit: list('sửa; chỉnh sửa; sửa lại; đổi; thay đổi; để tôi gõ lại'),
  yes: list(`
    rồi; phải; phải rồi; dr; dg; chuẩn rồi; đúng rồi cháu; đúng rồi em; đúng rồi con; đúng cháu; có cháu; vâng cháu; ừ cháu; ừ em;
    có; có ạ; dạ; dạ vâng; dạ có; vâng; vâng ạ; đúng; đúng rồi; đúng vậy; đúng thế; chuẩn; chính xác; được; đồng
    ý; tôi đồng ý; em đồng ý; nhất trí; xác nhận; ừ; ừm; okê; ok; oke; okie; okay; oki; okela; uh; uk; đc; yes; y;
    👍; 👌; 🆗; ✅
  `),
  no: list(`
    không; không ạ; dạ không; không cảm ơn; không phải; chưa; không đúng; chưa đúng; chưa đúng lắm; sai; sai rồi; không đồng ý; tôi không
    đồng ý; em không đồng ý; từ chối; kô; khum; hông; ko; k; kh; kg; hong; hok; hem; no; n; 👎; ❌
  `),
  salutation: list('xưng hô; đổi xưng hô; cách xưng hô; đổi cách xưng hô'),
  thanks: [
    ...list('thank you; thanks; tks; cảm ơn rất nhiều; cảm ơn nhiều lắm; cảm ơn nhiều'),
    ...each('cảm ơn; cám ơn; xin cảm ơn; chân thành cảm ơn', `; ${YOU}; ${YOU.replaceAll(';', ' nhiều;')} nhiều`),
  ],
  hello: [
    ...list('alo; alô; a lô; hello; hi; có ai không; có ai ở đó không; ad ơi; hội ơi; trợ lý ơi'),
    ...each('cho; cho tôi; cho em; cho mình; cho bác; cho cô', 'hỏi', '; chút; tí; chút ạ; với'),
    ...each('chào; xin chào; em chào; tôi chào', `; ${YOU}`),
  ],
  deleteDraft: list(
    'xóa bản nháp; xóa nháp; bỏ bản nháp; hủy bản nháp; xóa bản nháp đi; xóa hết làm lại; xóa đi làm lại; làm lại từ đầu; kể lại từ đầu; cho tôi làm lại từ đầu',
  ),
}

/** Slash commands, without the slash; a bot's name after "@" is ignored. */
export const SLASHES = new Map<string, Command>([
  ['huy', 'cancel'],
  ['quaylai', 'back'],
  ['desau', 'later'],
  ['trogiup', 'help'],
  ['help', 'help'],
  ['menu', 'menu'],
  ['gapcanbo', 'human'],
  ['dungtin', 'optout'],
  ['nhantin', 'optin'],
  ['quyen', 'privacy'],
  ['tieptuc', 'resume'],
  ['hoso', 'records'],
  ['xungho', 'salutation'],
])

/** Told without marks these can be nothing else, so they count also where people write freely. */
export const UNMISTAKABLE = new Set(
  list(`
    quay lai cau truoc; tro lai cau truoc; lui lai mot cau; ve cau truoc; bam nham roi; bo qua cau nay; cau nay bo qua; lam lai tu dau; ke lai tu dau; khong muon lam nua; khong gioi thieu nua; quen ma ho so;
    de sau; de luc khac; khong ke nua; thoi khong ke nua; quay lai; lui lai; buoc truoc; sua lai buoc truoc; thoi khong lam nua; luu lai; luu nhap; luu ban nhap; mai
    lam tiep; tro giup; trang chu; bat dau lai; gap can bo; gap nguoi that; noi chuyen voi can bo; noi chuyen voi
    nguoi that; lien he can bo; dung nhan tin; ngung nhan tin; tat tin; tat nhan tin; huy nhan tin; huy dang ky nhan tin;
    tu choi nhan tin; khong nhan tin nua; dung gui tin nua; dang ky nhan tin; nhan lai tin; quyen cua toi; quyen
    rieng tu; du lieu cua toi; xem du lieu; xem du lieu cua toi; xoa du lieu; xoa du lieu cua toi; rut dong y; rut
    lai dong y; tiep tuc; lam tiep; ho so cua toi; xem ho so; xem ho so da gui; ho so da gui; xoa ban nhap; xoa nhap; xung ho; doi xung ho; cach xung ho; doi cach xung ho; cam on; cam on em; cam on chau; cam on con; chao chau; chao con;
    cam on nhieu; cam on em nhieu; xin cam on; xin chao; chao em; alo; hello; hi; thanks; thank you; menu; help; stop; unsubscribe; cancel;
    exit; back; skip; start; ?
  `),
)

/** Given names, whole answers and first words of a story: no command where people write freely. */
export const NOT_IN_FREE_TEXT = new Set(
  list(`
    tiếp; chuẩn; được; đổi; gọi điện; gọi cho tôi; gọi lại cho tôi; gọi điện cho tôi; gọi điện lại cho tôi; tư vấn; hồ sơ
  `),
)

/** Folded forms that mean two things; the person is asked. "dung": đúng or dừng. "tc": từ chối or tài chính. */
export const AMBIGUOUS = new Set(['dung', 'dk', 'tc'])

/** Words that answer a question where there is one. */
export const ANSWER_WORDS: ReadonlySet<Command | 'ambiguous' | undefined> = new Set(['yes', 'no', 'skip', 'done'])

/** Politeness is no command: an officer who is talking with them hears it too. */
export const SMALL_TALK: ReadonlySet<Command | 'ambiguous' | undefined> = new Set(['thanks', 'hello', ...TALK])

/** Questions to us: answered, and the current question stands again. One meant for an officer reaches them. */
export const ASKED: ReadonlySet<Command | 'ambiguous' | undefined> = new Set(QUESTIONS)
