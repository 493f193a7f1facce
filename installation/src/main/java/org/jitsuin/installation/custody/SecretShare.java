package org.jitsuin.installation.custody;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/**
 * A custodian's share of a secret.
 *
 * <p>As text it is {@code jitsuin-share-1} and the base32 of these octets, in groups of four:
 *
 * <pre>
 * set (4) | needed (1) | number (1) | value (32) | check (4)
 * </pre>
 *
 * <p>The check is the beginning of the SHA-256 of what stands before it. It finds what was mistyped
 * and tells nothing that the share does not.
 *
 * @param set drawn when the secret was split, 8 hexadecimal digits: shares of another secret, or of
 *     another split, do not go together
 * @param needed how many shares give the secret back
 * @param number the share's place, from 1: the x of its points
 * @param value the y of its points, one octet for each of the secret
 */
public record SecretShare(String set, int needed, int number, Bytes value) {
  private static final String NAME = "jitsuin-share-1";
  private static final int SET = 4;
  private static final int VALUE = CustodySecret.OCTETS;
  private static final int CHECK = 4;
  private static final int CONTENT = SET + 2 + VALUE;
  private static final int GROUP = 4;

  /** The longest text that is read as a share. */
  public static final int LONGEST_TEXT = 200;

  /** The most people that a secret is split among. */
  public static final int MOST_PEOPLE = 20;

  public SecretShare {
    if (!set.matches("[0-9a-f]{8}")) {
      throw new IllegalArgumentException("a set is named by 8 hexadecimal digits");
    }
    if (needed < 2 || needed > MOST_PEOPLE || number < 1 || number > MOST_PEOPLE) {
      throw new IllegalArgumentException("2 to 20 people share a secret");
    }
    if (value.bytes().length != VALUE) {
      throw new IllegalArgumentException("a share has as many octets as the secret");
    }
  }

  /** Returns the text of the share as it stands in a custodian's file, without a line end. */
  public String text() {
    byte[] content = content();
    ByteBuffer all = ByteBuffer.allocate(CONTENT + CHECK).put(content).put(check(content));
    return NAME + " " + Base32.encode(all.array()).replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  private byte[] content() {
    return ByteBuffer.allocate(CONTENT)
        .put(HexFormat.of().parseHex(set))
        .put((byte) needed)
        .put((byte) number)
        .put(value.bytes())
        .array();
  }

  private static byte[] check(byte[] content) {
    return Arrays.copyOf(Fingerprint.of(content).octets(), CHECK);
  }

  /**
   * Reads a share as a person types it: letters large or small, hyphens and spaces anywhere, the
   * name before it or not.
   *
   * @return empty if it is damaged, or none
   */
  public static Optional<SecretShare> parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    String letters =
        text.strip().toLowerCase(Locale.ROOT).replaceFirst("^" + NAME, "").replaceAll("[\\s-]", "");
    return Base32.decode(letters).flatMap(SecretShare::read);
  }

  private static Optional<SecretShare> read(byte[] octets) {
    if (octets.length != CONTENT + CHECK) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOf(octets, CONTENT);
    byte[] check = Arrays.copyOfRange(octets, CONTENT, octets.length);
    if (!MessageDigest.isEqual(check, check(content))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SecretShare(
              HexFormat.of().formatHex(content, 0, SET),
              content[SET] & 0xff,
              content[SET + 1] & 0xff,
              Bytes.of(Arrays.copyOfRange(content, SET + 2, CONTENT))));
    } catch (IllegalArgumentException e) {
      // The check fits, but nothing of ours wrote it.
      return Optional.empty();
    }
  }

  /** Returns the number of the share without its content. */
  @Override
  public String toString() {
    return "SecretShare[" + number + " of set " + set + "]";
  }
}
