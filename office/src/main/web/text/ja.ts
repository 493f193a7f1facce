/** The sentences that all pages share. What only one role needs stands with its pages. */
export const ja = {
  product: 'じついん',
  console: '公的個人認証 業務端末',
  skip: '本文へ移動',
  otherLanguage: 'English',
  close: '閉じる',
  cancel: 'やめる',
  back: '戻る',
  required: '必須',
  optional: '任意',
  today: '今日',
  noRows: '該当するものはありません。',
  moreRows: '続きを表示',
  loading: '読み込んでいます…',
  help: '困ったとき',
  helpText: '操作に困ったときは、認証局の担当者に、画面の役割と時刻を伝えてください。',

  roles: {
    'office-clerk': '市区町村窓口',
    'office-supervisor': '市区町村窓口（責任者）',
    'lossline-operator': '紛失受付',
    auditor: '監査',
    'ca-operator': '認証局運用',
    'register-feed': '住民基本台帳連携',
    'relying-party': '署名検証者',
  } as Record<string, string>,

  header: {
    office: '市区町村',
    window: '窓口',
    lock: '画面を閉じる',
    clockMoved: (now: string) => `訓練用の時計で動いています（${now}）。実際の証明書は発行されません。`,
    development: '開発用',
    language: '言語',
    skipTo: '本文へ移動',
  },

  lock: {
    title: '画面を閉じました',
    byHand: '操作者が画面を閉じました。',
    byTime: '5分間操作がなかったため、画面を閉じました。',
    hidden: '画面が1分以上隠れていたため、画面を閉じました。',
    emptied: '表示していた内容は消去しました。入力中だった内容は保存されていません。',
    resume: '再開する',
    card: '席を離れるときは、職員用のカードを抜いてください。',
    soon: (seconds: number) => `あと${seconds}秒で画面を閉じ、内容を消去します。`,
    stay: '続ける',
  },

  failure: {
    'no-certificate': {
      title: '職員の証明書がありません',
      what: 'このブラウザーは、職員の証明書を提示せずに接続しました。',
      todo: [
        '職員用のカード（トークン）を差し込んでください。',
        'ブラウザーをいったんすべて終了し、開き直してください。',
        '証明書を選ぶ画面で、ご自身の証明書を選んでください。',
      ],
    },
    'not-staff': {
      title: 'この証明書では入れません',
      what: '提示された証明書は、登録されていないか、失効または停止されています。',
      todo: [
        '別の証明書を選んだ場合は、ブラウザーをすべて終了し、開き直してご自身の証明書を選んでください。',
        '新しい証明書を受け取った場合は、新しいものを選んでください。',
        '心当たりがないときは、責任者か認証局の担当者に連絡してください。',
      ],
    },
    ended: {
      title: '接続できないか、証明書の期限が切れています',
      what: '認証局のサーバーと通信できませんでした。証明書の期限が切れたときも、この状態になります。',
      todo: [
        '回線を確認し、もう一度お試しください。',
        '証明書の有効期限を確認してください。期限が切れている場合は、更新を依頼してください。',
        '証明書を更新した場合は、ブラウザーをすべて終了し、開き直してください。',
      ],
    },
    unavailable: {
      title: 'いま認証局が応答できません',
      what: '認証局のサーバーが準備中か、混み合っています。',
      todo: ['しばらく待ってから、もう一度お試しください。', '続くときは、認証局の担当者に連絡してください。'],
    },
    'other-role': {
      title: 'この画面は別の役割の人のものです',
      what: 'あなたの役割では、この画面を使えません。',
      todo: ['最初の画面から、ご自身の役割の画面を開いてください。'],
    },
  },
  unread: {
    unreachable: 'サーバーと通信できませんでした。もう一度お試しください。',
    again: 'もう一度読む',
  },
  failed: {
    again: 'もう一度試す',
    home: '最初の画面へ',
    call: '連絡先',
    callText: '所属の責任者、または認証局の担当者',
    code: (code: string) => `理由コード ${code}`,
    todo: 'すること',
  },

  outcome: {
    doneAfterBreak: '通信が途切れましたが、処理は完了していました。',
    refusedAfterBreak: '通信が途切れましたが、処理は行われていません。',
    refused: '処理は行われていません。',
    unknown: '処理が行われたかどうか、まだ分かりません。',
    unknownWhat: '通信が途切れました。もう一度確認してください。二重に処理されることはありません。',
    ask: '確認する',
    asking: '確認しています…',
    code: '理由コード',
    inOther: '英語の文',
  },

  state: {
    valid: '有効',
    suspended: '停止中',
    revoked: '失効',
    expired: '期限切れ',
    pending: '処理待ち',
    ended: '終了',
  },

  date: {
    era: '年号',
    gregorian: '西暦',
    year: '年',
    month: '月',
    day: '日',
    unknownDay: '日は不明',
    unknownMonth: '月日は不明',
    hint: '「S55.2.17」のように続けて入力することもできます',
    age: (years: number) => `${years}歳`,
    empty: '日付を入力してください。',
    form: '日付として読めません。例: S55.2.17、昭和55年2月17日、1980/2/17',
    'no-such-day': 'その日はありません。',
    'too-early': '明治6年（1873年）1月1日より前の日付は使えません。',
    incomplete: '年月日をすべて入力してください。',
    'era-missing': '年号か西暦4桁の年を入力してください。',
    eraEnded: (said: string, meant: string) => `${said}はありません。${meant}ではありませんか。`,
  },
};

export type Text = typeof ja;
