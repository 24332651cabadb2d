/** So many questions are nearly done. */
export const FEW = 8

/** How far a half-done draft is from being sent. */
export function leftWords(left: number): string {
  return left === 0 ? 'chỉ còn bước gửi đi' : `${left <= FEW ? 'chỉ còn' : 'còn'} ${left} câu hỏi`
}
