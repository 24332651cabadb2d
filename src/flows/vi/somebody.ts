// How people name somebody whose name was not asked yet: "một bác hàng xóm", "cô giáo tôi".
import { each } from './phrases.js'

const SOMEBODY =
  'cô; chú; bác; anh; chị; ông; bà; cụ; cụ già; em; em bé; bạn; cháu; thầy; cô giáo; thầy giáo; bác sĩ; em học sinh; bạn học sinh; học sinh; công nhân; người'
const NEAR = 'hàng xóm; gần nhà; trong xóm; cùng xóm; trong khu; cùng công ty; cùng lớp'

/** Anybody near them, and whoever is theirs but lives elsewhere. "Ba tôi" may be their father, without marks also "bà tôi". */
export const SOMEBODY_NEAR = [
  ...each('một; 1', SOMEBODY, `; ${NEAR}`),
  ...each(SOMEBODY, NEAR),
  ...each('; một', 'cô; chú; bác; bạn; thầy; cô giáo; thầy giáo; bác sĩ', 'tôi; của tôi'),
]

/** Those who live under one roof. */
export const THEIR_OWN = each('mẹ; bố; ba; má; vợ; chồng; con; con gái; con trai', 'tôi; của tôi; em; mình')
