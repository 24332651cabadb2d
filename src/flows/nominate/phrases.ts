// What people type to begin a nomination.
import { list } from '../vi/phrases.js'

export const PHRASES = list(`
    giới thiệu người khác; kể về người khác; giới thiệu thêm một người; giới thiệu một người nữa; kể về một người nữa;
    giới thiệu một người tốt; giới thiệu một người; kể về một người tốt; kể về một người; kể về người tốt; kể chuyện;
    giới thiệu người tốt thì làm thế nào; làm thế nào để giới thiệu người tốt; cách giới thiệu người tốt; làm sao để giới thiệu;
    kể chuyện một người tốt; muốn kể; tôi muốn kể; muốn kể chuyện;
    giới thiệu người tốt; giới thiệu gương; giới thiệu gương tốt; giới thiệu gương người tốt việc thiện; giới
    thiệu; kể chuyện người tốt; người tốt việc thiện; chung tay; chung sức; chung tay xây dựng cộng đồng nhân ái;
    chung sức xây dựng cộng đồng nhân ái; người tốt việc thiện chung tay xây dựng cộng đồng nhân ái; người tốt
    việc thiện chung sức xây dựng cộng đồng nhân ái;
    đề cử; đề cử người tốt; đề cử một người; đề cử gương tốt; tôi muốn đề cử; tôi muốn đề cử người tốt; tôi muốn đề cử một người; đăng ký người tốt việc thiện;
    đăng ký người tốt; người tốt việc tốt; báo việc tốt; báo người tốt; kể việc tốt; tôi muốn khen một người; muốn khen một người; khen người tốt; cách giới thiệu;
    giới thiệu như thế nào; giới thiệu thế nào
  `)

/** Told without marks these can be nothing else. */
export const UNMISTAKABLE = list('gioi thieu nguoi tot; gioi thieu guong; nguoi tot viec thien')

/** First words of a story, where people write freely. */
export const NOT_IN_FREE_TEXT = list(`
  tôi muốn khen một người; muốn khen một người; khen người tốt; người tốt việc tốt;
  chung tay; chung sức; giới thiệu; kể về một người tốt; kể về một người; kể về người tốt; kể chuyện; kể chuyện một
  người tốt; muốn kể; tôi muốn kể; muốn kể chuyện
`)
