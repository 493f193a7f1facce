import type { Kind } from '../api';
import { requestsIn, type Offered } from './requests';

/** What makes keys in a card and puts certificates on it. A program beside the browser may do both; without one, files do. */
export interface CardTerminal {
  /** Has the card make keys, and hands out the requests for them; empty where nobody chose any. */
  makeKeys(kinds: readonly Kind[]): Promise<readonly Offered[]>;
  /** Puts certificates on the card. */
  write(certificates: readonly { readonly authority: string; readonly serial: string; readonly certificate: string }[]): Promise<void>;
}

export async function offersOf(files: Iterable<File>): Promise<Offered[]> {
  const offers: Offered[] = [];
  for (const file of files) {
    offers.push(...requestsIn(new Uint8Array(await file.arrayBuffer()), file.name));
  }
  return offers;
}

/** Asks for files; none where it was left. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = accept;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Hands a file to the person at the browser. */
export function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The folder that a terminal writes its requests to and reads the certificates from. */
export const FILES: CardTerminal = {
  makeKeys: async () => offersOf(await chooseFiles('.csr,.p10,.pem,.der,.req')),
  write: async (certificates) => certificates.forEach((one) => save(`${one.authority}.pem`, one.certificate)),
};

/** The terminal of this desk. */
export const terminal: CardTerminal = FILES;
