package org.jitsuin.filter;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The small signed file that names the newest base and delta of an authority by their SHA-256, so
 * that its signature is one over every octet of both.
 *
 * @param authority its name, such as {@code signature}
 * @param number grows with each one that is published
 * @param thisUpdate as of when the statuses are, in milliseconds from 1970
 * @param nextUpdate when a newer one is published at the latest
 * @param base the base
 * @param delta the delta; of length 0 where there is none
 */
public record Head(
    String authority,
    long number,
    long thisUpdate,
    long nextUpdate,
    FileHash base,
    FileHash delta) {
  /** What the file begins with. */
  public static final String MAGIC = "JSF1HEAD";

  /** The most octets that the file has, with its signature. */
  public static final int MOST_OCTETS = 16_384;

  private static final Pattern NAME = Pattern.compile("[a-z-]{1,32}");

  /**
   * A file as the head names it.
   *
   * @param length in octets
   * @param sha256 the SHA-256 of them; 32 zeros where the length is 0
   */
  public record FileHash(long length, Sha256 sha256) {
    /** None. */
    public static final FileHash NONE = new FileHash(0, Sha256.NONE);

    /** Of a file that is in memory. */
    public static FileHash of(byte[] octets) {
      return octets.length == 0 ? NONE : new FileHash(octets.length, Sha256.of(octets));
    }

    boolean isOf(byte[] octets) {
      return octets.length == length && equals(of(octets));
    }

    private static FileHash read(Input input) throws MalformedFilterException {
      FileHash file = new FileHash(input.number64(), Sha256.read(input));
      if (file.length == 0 && !file.equals(NONE)) {
        throw new MalformedFilterException("the hash of no file");
      }
      return file;
    }
  }

  public Head {
    if (!NAME.matcher(authority).matches()) {
      throw new IllegalArgumentException("no name of an authority");
    }
  }

  /**
   * Reads what a head says, <em>without</em> checking who signed it: for who hands heads out, not
   * for who believes them.
   *
   * @param file the whole file
   * @throws MalformedFilterException if it is none
   */
  public static Head unchecked(byte[] file) throws MalformedFilterException {
    if (file.length > MOST_OCTETS) {
      throw new MalformedFilterException("too large for a head");
    }
    return read(new Input(file));
  }

  static Head read(Input input) throws MalformedFilterException {
    input.expect(MAGIC);
    String name = new String(input.octets(input.octet()), StandardCharsets.ISO_8859_1);
    if (!NAME.matcher(name).matches()) {
      throw new MalformedFilterException("no name of an authority");
    }
    Head head =
        new Head(
            name,
            input.number64(),
            input.number64(),
            input.number64(),
            FileHash.read(input),
            FileHash.read(input));
    if (head.nextUpdate < head.thisUpdate || head.base.length == 0) {
      throw new MalformedFilterException("no base, or an end before the beginning");
    }
    return head;
  }
}
