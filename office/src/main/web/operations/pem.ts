/** The texts of PEM of one kind that stand behind each other in a text, each as it is sent. */
export function pemsOf(text: string, kind: string): readonly string[] {
  const form = new RegExp(`-----BEGIN ${kind}-----[A-Za-z0-9+/=\\s]+-----END ${kind}-----`, 'g');
  return [...text.matchAll(form)].map(([pem]) => `${pem}\n`);
}
