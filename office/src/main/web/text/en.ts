import type { Text } from './ja';

export const en: Text = {
  product: 'Jitsuin',
  console: 'JPKI console',
  skip: 'Skip to the content',
  otherLanguage: '日本語',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  required: 'required',
  optional: 'optional',
  today: 'today',
  noRows: 'There is none.',
  moreRows: 'Show more',
  loading: 'Loading…',
  help: 'Help',
  helpText: 'When you are stuck, call the CA operator and tell your role and the time.',

  roles: {
    'office-clerk': 'Municipal counter',
    'office-supervisor': 'Counter supervisor',
    'lossline-operator': 'Loss line',
    auditor: 'Audit',
    'ca-operator': 'CA operation',
    'register-feed': 'Resident register',
    'relying-party': 'Relying party',
  },

  header: {
    office: 'Municipality',
    window: 'Window',
    lock: 'Lock',
    clockMoved: (now) => `The clock is moved for training (${now}). No real certificates are issued.`,
    development: 'Development',
    language: 'Language',
    skipTo: 'Skip to the content',
  },

  lock: {
    title: 'The page is locked',
    byHand: 'It was locked by hand.',
    byTime: 'It was locked after 5 minutes without anything done.',
    hidden: 'It was locked after being hidden for a minute.',
    emptied: 'What was shown has been erased. What was being typed has not been kept.',
    resume: 'Go on',
    card: 'Take your staff card with you when you leave.',
    soon: (seconds) => `In ${seconds} seconds the page is locked and emptied.`,
    stay: 'Stay',
  },

  failure: {
    'no-certificate': {
      title: 'There is no staff certificate',
      what: 'This browser connected without showing a staff certificate.',
      todo: [
        'Insert your staff card (token).',
        'Close the browser entirely and open it again.',
        'Choose your own certificate when the browser asks for one.',
      ],
    },
    'not-staff': {
      title: 'This certificate does not let you in',
      what: 'The certificate is not registered, or was withdrawn or blocked.',
      todo: [
        'If you chose another one by mistake, close the browser entirely, open it again and choose your own.',
        'If you were given a new certificate, choose the new one.',
        'Otherwise call your supervisor or the CA operator.',
      ],
    },
    ended: {
      title: 'No connection, or your certificate has ended',
      what: 'The authority could not be reached. The same happens when a certificate has ended.',
      todo: [
        'Check the connection and try again.',
        'Look at when your certificate ends. If it has ended, ask for a new one.',
        'After a renewal, close the browser entirely and open it again.',
      ],
    },
    unavailable: {
      title: 'The authority cannot answer now',
      what: 'The server is starting, or has too much to do.',
      todo: ['Wait a moment and try again.', 'If it goes on, call the CA operator.'],
    },
    'other-role': {
      title: 'This page belongs to another role',
      what: 'Your role cannot use this page.',
      todo: ['Open the pages of your own role from the first page.'],
    },
  },
  unread: {
    unreachable: 'The server could not be reached. Try again.',
    again: 'Read again',
  },
  failed: {
    again: 'Try again',
    home: 'First page',
    call: 'Whom to call',
    callText: 'Your supervisor, or the CA operator',
    code: (code) => `Code ${code}`,
    todo: 'What to do',
  },

  outcome: {
    doneAfterBreak: 'The connection broke, but it was done.',
    refusedAfterBreak: 'The connection broke, and nothing was done.',
    refused: 'Nothing was done.',
    unknown: 'It is not known yet whether it was done.',
    unknownWhat: 'The connection broke. Ask again; nothing is ever done twice.',
    ask: 'Ask again',
    asking: 'Asking…',
    code: 'Code',
    inOther: 'In Japanese',
  },

  state: {
    valid: 'Valid',
    suspended: 'Suspended',
    revoked: 'Revoked',
    expired: 'Expired',
    pending: 'Pending',
    ended: 'Ended',
  },

  date: {
    era: 'Era',
    gregorian: 'CE',
    year: 'Year',
    month: 'Month',
    day: 'Day',
    unknownDay: 'day unknown',
    unknownMonth: 'month and day unknown',
    hint: 'May be typed in one go, such as S55.2.17',
    age: (years) => `age ${years}`,
    empty: 'Enter a date.',
    form: 'This is no date. Examples: S55.2.17, 昭和55年2月17日, 1980/2/17',
    'no-such-day': 'There is no such day.',
    'too-early': 'Days before 1873-01-01 cannot be used.',
    incomplete: 'Enter year, month and day.',
    'era-missing': 'Enter an era, or the year in four digits.',
    eraEnded: (said, meant) => `There is no ${said}. Is it ${meant}?`,
  },
};
