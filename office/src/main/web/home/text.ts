import { texts } from '$/text';

const ja = {
  title: '最初の画面',
  hello: (name: string) => `${name} さん`,
  you: 'あなたについて',
  name: '氏名または番号',
  role: '役割',
  municipality: '市区町村',
  window: '窓口番号',
  certificate: '職員の証明書',
  until: (day: string) => `${day}まで`,
  daysLeft: (left: number) => `あと${left}日`,
  endsSoon: (left: number) => `職員の証明書の期限まで、あと${left}日です。更新を依頼してください。`,
  budgets: '本日、一人で終わらせることのできる件数',
  budget: {
    'ex-officio': '職権による失効',
    requested: '申請による失効・更新など',
  } as Record<string, string>,
  left: '残り',
  used: '済み',
  limit: '上限',
  doors: '画面を選ぶ',
  none: 'この役割の画面はありません。',
  dualControl: 'この市区町村では、次の申請に責任者の承認が必要です。',
};

const en: typeof ja = {
  title: 'First page',
  hello: (name) => name,
  you: 'About you',
  name: 'Name or number',
  role: 'Role',
  municipality: 'Municipality',
  window: 'Window',
  certificate: 'Your certificate',
  until: (day) => `until ${day}`,
  daysLeft: (left) => `${left} days left`,
  endsSoon: (left) => `Your certificate ends in ${left} days. Ask for a new one.`,
  budgets: 'What you may end alone today',
  budget: {
    'ex-officio': 'Revocations ex officio',
    requested: 'Revocations and renewals at request',
  },
  left: 'left',
  used: 'used',
  limit: 'limit',
  doors: 'Choose a page',
  none: 'There is no page for this role.',
  dualControl: 'In this municipality a supervisor must approve these applications.',
};

export const t = texts(ja, en);
