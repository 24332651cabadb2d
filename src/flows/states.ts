// What officers read of where a nomination and a review stand.

export const NOMINATION_STATES: Record<string, string> = {
  received: 'đã tiếp nhận',
  reviewing: 'đang xét',
  asked: 'chờ bổ sung',
  passed: 'đạt',
  refused: 'không đủ điều kiện',
  withdrawn: 'đã rút lại',
  merged: 'đã gộp vào hồ sơ khác',
}

export const REVIEW_STATES: Record<string, string> = {
  waiting: 'chờ xét',
  asked: 'chờ bổ sung',
  passed: 'đạt',
  refused: 'không đủ điều kiện',
  moved: 'đã chuyển đơn vị',
  recalled: 'cấp trước xem xét lại',
  merged: 'đã gộp vào hồ sơ khác',
}
