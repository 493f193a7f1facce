package org.jitsuin.filter.build;

import org.jitsuin.filter.Mix;

/**
 * What keys a hash; any 128 bits will do, and others give another file of the same answers.
 *
 * @param high its upper 64 bits
 * @param low its lower ones
 */
public record Salt(long high, long low) {
  long lower(Members members, int member) {
    return Mix.lower(members.high(member), members.low(member), high, low);
  }

  long upper(Members members, int member, long lower) {
    return Mix.upper(members.high(member), members.low(member), high, low, lower);
  }

  /** Returns another one, made of this. */
  Salt next() {
    return new Salt(Mix.mix(high + Mix.STEP), Mix.mix(low ^ Mix.STEP));
  }
}
