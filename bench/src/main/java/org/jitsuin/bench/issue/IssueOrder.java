package org.jitsuin.bench.issue;

/**
 * An act of issue that is to be asked for.
 *
 * @param card has no certificates yet
 * @param municipality where its holder lives, and the office is
 * @param signature the PKCS#10 request for the signature certificate, as PEM
 * @param identification likewise for the user-identification certificate
 */
record IssueOrder(String card, String municipality, String signature, String identification) {}
