/** What the person in front of the counter is shown: only what they must confirm, in both languages at once. */
export interface Line {
  readonly ja: string;
  readonly en: string;
}

export type Shown =
  | { readonly kind: 'wait' }
  | {
      readonly kind: 'confirm' | 'done';
      readonly name: string;
      readonly kana: string;
      readonly acts: readonly { readonly title: Line; readonly effects: readonly Line[] }[];
      readonly receipts: readonly number[];
    };

export const READY = 'jitsuin-customer-ready';
