import { texts } from '$/text';

/** The pages of each role, in the order in which they are offered. Whoever adds an entry adds its door. */
export interface Door {
  readonly href: string;
  readonly roles: readonly string[];
  readonly text: () => { readonly title: string; readonly what: string };
}

export const DOORS: readonly Door[] = [
  {
    href: '/office/counter/',
    roles: ['office-clerk', 'office-supervisor'],
    text: texts(
      { title: '窓口', what: 'カードをさがし、電子証明書の手続を行います。' },
      { title: 'Counter', what: 'Find a card, and carry out what its holder asks for.' },
    ),
  },
  {
    href: '/office/lossline/',
    roles: ['lossline-operator'],
    text: texts(
      { title: '紛失受付', what: '電話を受け、カードを一時停止します。' },
      { title: 'Loss line', what: 'Take calls and suspend cards.' },
    ),
  },
  {
    href: '/office/audit/',
    roles: ['auditor'],
    text: texts(
      { title: '監査', what: '記録を読み、証明をこのブラウザーで確かめ、ログの健全性と統計と権限を見ます。' },
      { title: 'Audit', what: "Read the log, check proofs in this browser, see the log's health, statistics and powers." },
    ),
  },
  {
    href: '/office/operations/',
    roles: ['ca-operator'],
    text: texts(
      { title: '認証局の運用', what: '健康状態を見て、発行を止め、署名検証者・職員・留め置いた異動を扱います。' },
      { title: 'CA operation', what: 'See the health, close issuing, and look after relying parties, staff and held events.' },
    ),
  },
  {
    href: '/office/register/',
    roles: ['register-feed'],
    text: texts(
      { title: '住民基本台帳の通知', what: '通知のファイルを送り、行ごとの結果を見ます。' },
      { title: 'Resident events', what: 'Send a file of events and see the result of each line.' },
    ),
  },
];

export function doorsOf(role: string): readonly Door[] {
  return DOORS.filter((door) => door.roles.includes(role));
}

/** Both languages of a door. */
export const door = texts<{ title: string; what: string }>;
