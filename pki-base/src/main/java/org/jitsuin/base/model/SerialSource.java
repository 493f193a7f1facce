package org.jitsuin.base.model;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * Draws serial numbers: 48 bits of milliseconds since 1970, then 80 random bits, 16 octets in all.
 *
 * <p>The random part is what makes them unpredictable (at least 64 bits are asked of a CA); the
 * time in front keeps neighbours in time neighbours in a B-tree and tells no more than notBefore
 * does.
 */
public final class SerialSource {
  private static final int OCTETS = 16;
  private static final int TIME_OCTETS = 6;

  private final SecureRandom random;

  public SerialSource(SecureRandom random) {
    this.random = random;
  }

  /**
   * @param now the time of issue, between 2004-11-03 and the year 6429, where the first octet is
   *     neither zero nor read as a sign
   */
  public Serial next(Instant now) {
    long millis = now.toEpochMilli();
    if (millis >>> 40 == 0 || millis >>> 47 != 0) {
      throw new IllegalArgumentException("no serial number can be drawn at " + now);
    }
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    System.arraycopy(time, Long.BYTES - TIME_OCTETS, octets, 0, TIME_OCTETS);
    return Serial.of(octets);
  }
}
