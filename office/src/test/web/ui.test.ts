import { createRawSnippet } from 'svelte';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import Banner from '$/ui/Banner.svelte';
import Button from '$/ui/Button.svelte';
import Choice from '$/ui/Choice.svelte';
import DataTable from '$/ui/DataTable.svelte';
import DayField from '$/ui/DayField.svelte';
import OutcomeBanner from '$/ui/OutcomeBanner.svelte';
import StatusBadge, { type State } from '$/ui/StatusBadge.svelte';
import TimeLine from '$/ui/TimeLine.svelte';

const text = (html: string) => createRawSnippet(() => ({ render: () => `<span>${html}</span>` }));
const states: readonly State[] = ['valid', 'suspended', 'revoked', 'expired', 'pending', 'ended'];

describe('a state', () => {
  it('has a word of its own, never a colour alone', () => {
    const words = states.map((state) => render(StatusBadge, { props: { state } }).body.replace(/<[^>]*>/g, '').trim());
    expect(new Set(words).size).toBe(states.length);
    expect(words[0]).toBe('有効');
  });
});

describe('a button', () => {
  it('that cannot be pressed stays in reach and says why', () => {
    const { body } = render(Button, { props: { children: text('更新'), barred: '2029-11-18 から' } });
    expect(body).toContain('aria-disabled="true"');
    expect(body).not.toMatch(/ disabled/);
    const id = /aria-describedby="([^"]+)"/.exec(body)![1];
    expect(body).toContain(`id="${id}">2029-11-18 から`);
  });

  it('tells its key to whoever hears it once', () => {
    const { body } = render(Button, { props: { children: text('閉じる'), hint: 'F4' } });
    expect(body).toContain('aria-keyshortcuts="F4"');
    expect(body).toMatch(/<kbd aria-hidden="true"[^>]*>F4/);
  });
});

describe('a banner', () => {
  it('is read aloud where it comes while the page stands', () => {
    const role = (kind: 'good' | 'bad', live: boolean) => /role="(\w+)"/.exec(render(Banner, { props: { kind, title: 't', live } }).body)?.[1];
    expect(role('bad', true)).toBe('alert');
    expect(role('good', true)).toBe('status');
    expect(role('bad', false)).toBeUndefined();
  });
});

describe('an outcome', () => {
  const problem = { status: 409, code: 'CARD_ENDED', detail: 'The card has ended.', detailJa: 'カードは終了しています。' };
  const body = (outcome: Parameters<typeof OutcomeBanner>[1]['outcome']) =>
    render(OutcomeBanner, { props: { outcome, done: '更新しました。', onasked: () => {} } }).body;

  it('says that it was done, also after the line broke', () => {
    expect(body({ kind: 'done', answer: {}, afterBreak: false })).toContain('更新しました。');
    expect(body({ kind: 'done', answer: {}, afterBreak: true })).toContain('完了していました');
  });

  it('says that nothing was done, and why in both languages', () => {
    const refused = body({ kind: 'refused', problem, afterBreak: false });
    for (const part of ['処理は行われていません。', problem.detailJa, problem.detail, problem.code]) expect(refused).toContain(part);
  });

  it('never says that something is unknown without a way to ask', () => {
    expect(body({ kind: 'unknown', ask: () => Promise.reject(new Error('not here')) })).toMatch(/<button[^>]*>.*確認する/s);
  });
});

describe('a table', () => {
  const props = { caption: '見つかった人', columns: [{ title: '氏名' }], key: (row: string) => row, cells: text('') };

  it('has its caption and column heads, and says where there is nothing', () => {
    const { body } = render(DataTable<string>, { props: { ...props, rows: [] } });
    expect(body).toMatch(/<caption[^>]*>見つかった人/);
    expect(body).toMatch(/<th scope="col"/);
    expect(body).toContain('該当するものはありません');
  });
});

describe('a choice', () => {
  it('has one name for its group, and a digit for each', () => {
    const options = [{ value: 'a', text: '本人' }, { value: 'b', text: '代理人' }] as const;
    const { body } = render(Choice<'a' | 'b'>, { props: { label: '来庁した人', options, value: 'b' } });
    const names = [...body.matchAll(/name="([^"]+)"/g)].map((found) => found[1]);
    expect(new Set(names).size).toBe(1);
    expect(body).toMatch(/value="b" checked/);
    expect(body.match(/<kbd/g)).toHaveLength(2);
  });
});

describe('a day that is typed', () => {
  it('is echoed in the other calendar, with weekday and age', () => {
    const { body } = render(DayField, { props: { label: '生年月日', value: '1980-02-17', today: '2026-11-29' } });
    expect(body).toContain('1980-02-17（昭和55年2月17日） 日曜日 46歳');
  });
});

describe('a time line', () => {
  it('says in words what it draws', () => {
    const stretch = { from: '2026-01-01', to: '2030-01-01', piece: 'valid', text: '有効 2026-01-01 から 2030-01-01' } as const;
    const bars = [{ id: 'a', label: '署名用', stretches: [stretch] }];
    const { body } = render(TimeLine, { props: { caption: '期間', from: '2025-01-01', to: '2031-01-01', today: '2026-06-01', bars } });
    expect(body).toMatch(/<svg[^>]*aria-hidden="true"/);
    expect(body).toMatch(/<li>署名用: 有効 2026-01-01 から 2030-01-01<\/li>/);
  });
});
