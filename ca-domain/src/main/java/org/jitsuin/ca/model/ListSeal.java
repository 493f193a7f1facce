package org.jitsuin.ca.model;

import org.jitsuin.base.model.Fingerprint;

/**
 * What a list of certificates to be revoked is sealed with: whoever approves compares it with what
 * they have from elsewhere.
 *
 * @param entries how many are on it
 * @param sha256 of its lines in their order, each in lower-case hexadecimal and ended by a newline:
 *     what {@code LC_ALL=C sort list.txt | sha256sum} says
 */
public record ListSeal(long entries, Fingerprint sha256) {
  @Override
  public String toString() {
    return entries + " sha256:" + sha256;
  }
}
