package org.jitsuin.ocsp.answer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ocsp.wire.ResponseStatus;

/** An encoded OCSPResponse and what HTTP caches may do with it. */
public final class Answer {
  private final byte[] encoded;
  private final boolean signed;
  private final AnswerSummary told;
  private final Optional<Caching> caching;

  private Answer(byte[] encoded, boolean signed, AnswerSummary told, Optional<Caching> caching) {
    this.encoded = encoded;
    this.signed = signed;
    this.told = told;
    this.caching = caching;
  }

  /**
   * The headers by which an answer may be cached (RFC 9919 §6), ready to be sent as often as it is
   * asked for.
   *
   * @param lastModified the thisUpdate as an HTTP date
   * @param since the thisUpdate, where whoever has an answer of that second or a later one may keep
   *     it (RFC 9110 §13.1.3): where the certificate is good. It may have been revoked in the very
   *     second that an older answer names, so that a revocation is always told anew
   * @param expires the nextUpdate
   * @param expiresDate the same as an HTTP date
   * @param entityTag names these octets, by their SHA-256 (RFC 9919 §7.2); with quotation marks
   */
  public record Caching(
      String lastModified,
      Optional<Instant> since,
      Instant expires,
      String expiresDate,
      String entityTag) {
    /** IMF-fixdate of RFC 9110 §5.6.7. */
    private static final DateTimeFormatter HTTP_DATE =
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static Caching of(byte[] encoded, boolean isGood, Instant thisUpdate, Instant nextUpdate) {
      return new Caching(
          HTTP_DATE.format(thisUpdate),
          Optional.of(thisUpdate).filter(_ -> isGood),
          nextUpdate,
          HTTP_DATE.format(nextUpdate),
          "\"" + Fingerprint.of(encoded) + '"');
    }
  }

  /** An unsigned refusal; never cached. */
  public static Answer refusal(ResponseStatus status) {
    return new Answer(status.encoded(), false, AnswerSummary.of(status), Optional.empty());
  }

  /** A signed response that must not be given to anyone else. */
  static Answer signedForOne(byte[] encoded, AnswerSummary told) {
    return new Answer(encoded, true, told, Optional.empty());
  }

  /** A signed response that is the same for all who ask. */
  static Answer signedForAll(
      byte[] encoded, AnswerSummary told, Instant thisUpdate, Instant nextUpdate) {
    boolean isGood = told.kinds().stream().allMatch(kind -> kind == AnswerKind.GOOD);
    return new Answer(
        encoded, true, told, Optional.of(Caching.of(encoded, isGood, thisUpdate, nextUpdate)));
  }

  /** The octets, not to be changed. */
  public ByteBuffer encoded() {
    return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
  }

  /** Returns whether it is signed, and so speaks for the authority (RFC 9919 §7.1). */
  public boolean isSigned() {
    return signed;
  }

  /** Returns what the answer says, to be counted. */
  public AnswerSummary told() {
    return told;
  }

  /** Returns how the answer may be cached by all; empty where it is for one client alone. */
  public Optional<Caching> caching() {
    return caching;
  }
}
