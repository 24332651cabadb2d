// The choices about a family, and what officers call them who type.
import { FORMS, GROUPS, type Group, type HelpForm, RHYTHMS, type Rhythm } from '../needs.js'
import { list } from '../vi/phrases.js'

interface Choice<V extends string> {
  value: V
  label: string
  words: string[]
}

function optionsOf<V extends string>(labels: Record<V, string>, words: Partial<Record<V, string>>): Choice<V>[] {
  return (Object.entries(labels) as [V, string][]).map(([value, label]) => ({
    value,
    label: label.charAt(0).toUpperCase() + label.slice(1),
    words: words[value] === undefined ? [] : list(words[value]),
  }))
}

const GROUP_LABELS = Object.fromEntries(Object.entries(GROUPS).map(([key, { label }]) => [key, label]))

export const GROUP_OPTIONS = optionsOf(GROUP_LABELS as Record<Group, string>, {
  poor: 'nghèo; hộ nghèo; nhà nghèo; cận nghèo; hộ cận nghèo',
  hardship: 'khó khăn; gia đình khó khăn; đặc biệt khó khăn',
  disaster: 'thiên tai; tai nạn; bão lụt; bị bão; hỏa hoạn; cháy nhà',
  worker: 'lao động nghèo; không nhà; không nơi ở; vô gia cư',
  elder: 'người già; cụ già; già yếu; neo đơn; người già neo đơn; cụ già neo đơn; cao tuổi',
  orphan: 'mồ côi; trẻ mồ côi; cháu mồ côi',
  pupil: 'học sinh; học sinh nghèo',
  disabled: 'khuyết tật; tàn tật; người tàn tật',
  orange: 'da cam; chất độc da cam; nhiễm chất độc da cam',
  sick: 'bệnh hiểm nghèo; bệnh nặng; ung thư; chạy thận; bị ung thư',
})

export const FORM_OPTIONS = optionsOf<HelpForm>(FORMS, {
  material: 'tiền; tiền và gạo; tiền mặt; hiện vật; bằng hiện vật; đồ dùng; quà',
  spiritual: 'thăm hỏi; động viên; thăm hỏi động viên',
  labour: 'công; ngày công; giúp công; sửa nhà',
  expertise: 'khám bệnh; dạy học; kiến thức; chuyên môn',
})

export const RHYTHM_OPTIONS = optionsOf<Rhythm>(RHYTHMS, {
  once: '1 lần; một lần thôi; 1 lần thôi; chỉ một lần; chỉ 1 lần',
  monthly: 'mỗi tháng; tháng nào cũng; tháng nào cũng cần; từng tháng',
  schoolYear: 'năm học; cả năm học',
})
