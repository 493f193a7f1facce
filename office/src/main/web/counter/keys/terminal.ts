import type { Kind } from '../api';
import { requestsIn, type Offered } from './requests';

/** A certificate that an authority issued for a key of the card. */
export interface Issued {
  readonly authority: Kind;
  readonly generation: number;
  readonly serial: string;
  /** PEM. */
  readonly certificate: string;
}

/**
 * What makes keys in a card and puts certificates on it: the agent beside the browser, or where there is none, somebody with files.
 *
 * The order names the act on the card: the same one for its keys and its certificates, and for each attempt.
 */
export interface CardTerminal {
  /** Has the card make keys, and hands out the requests for them; empty where nobody chose any, or it did not work. */
  makeKeys(kinds: readonly Kind[], order: string): Promise<readonly Offered[]>;
  /** Puts certificates on the card; whether they are there now. */
  write(certificates: readonly Issued[], order: string): Promise<boolean>;
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
  write: async (certificates) => {
    certificates.forEach((one) => save(`${one.authority}.pem`, one.certificate));
    return true;
  },
};
