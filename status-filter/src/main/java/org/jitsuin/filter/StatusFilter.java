package org.jitsuin.filter;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The status of every certificate of an authority, asked without asking anybody. Its answers are
 * exact for all that the authority issued until {@link #coveredUntil}; {@link FilterStatus} says
 * what it cannot tell.
 *
 * <p>What is too old is not believed. The clock that is asked with is the caller's, and so is the
 * memory of the newest {@link #number} that was ever seen: who can set the clock back and take away
 * what was kept can show an older filter, as an older CRL.
 *
 * <pre>{@code
 * if (StatusFilter.open(head, base, delta, authorities) instanceof Opened.Usable usable) {
 *   FilterStatus status =
 *       usable.filter().status(issuer.getPublicKey(), card.getSerialNumber(), clock.instant());
 * }
 * }</pre>
 */
public final class StatusFilter {
  /** How much earlier than the filter a clock may be. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  private final Head head;
  private final X509Certificate signer;
  private final BaseFile base;
  private final Optional<DeltaFile> delta;
  private final boolean[] trusted;
  private final long untilBase;
  private final long untilAll;

  /** Null where there is none: it is asked millions of times a second. */
  private final DeltaFile changes;

  private final Instant end;

  private StatusFilter(
      Head head,
      X509Certificate signer,
      BaseFile base,
      Optional<DeltaFile> delta,
      boolean[] trusted,
      Instant end) {
    this.head = head;
    this.signer = signer;
    this.base = base;
    this.delta = delta;
    this.trusted = trusted;
    this.untilBase = base.until();
    this.untilAll = delta.map(DeltaFile::until).orElse(base.until());
    this.changes = delta.orElse(null);
    this.end = end;
  }

  /**
   * Opens the files of a filter.
   *
   * @param head the signed head
   * @param base the base that it names; not changed any more from then on
   * @param delta the delta that it names, or no octets where it names none; as the base
   * @param authorities the certificates of all key generations that are trusted, also of several
   *     authorities
   */
  public static Opened open(
      byte[] head, byte[] base, byte[] delta, Collection<X509Certificate> authorities) {
    SignedHead signed;
    try {
      signed = SignedHead.parse(head);
    } catch (MalformedFilterException e) {
      return new Opened.Refused(Opened.Refusal.MALFORMED, e.getMessage());
    }
    Optional<X509Certificate> authority = signed.authorityAmong(authorities);
    if (authority.isEmpty()) {
      return new Opened.Refused(Opened.Refusal.NOT_SIGNED, "not signed for a trusted authority");
    }
    if (!signed.head().base().isOf(base) || !signed.head().delta().isOf(delta)) {
      return new Opened.Refused(Opened.Refusal.OTHER_FILES, "the head names other files");
    }
    try {
      return new Opened.Usable(
          of(signed, base, delta, keysOf(authority.orElseThrow(), authorities)));
    } catch (MalformedFilterException e) {
      return new Opened.Refused(Opened.Refusal.MALFORMED, e.getMessage());
    }
  }

  /** Opens the one file that has all three in it, as {@link #pack} writes it. */
  public static Opened open(byte[] pack, Collection<X509Certificate> authorities) {
    try {
      Pack parts = Pack.parse(pack);
      return open(parts.head(), parts.base(), parts.delta(), authorities);
    } catch (MalformedFilterException e) {
      return new Opened.Refused(Opened.Refusal.MALFORMED, e.getMessage());
    }
  }

  /** Puts the files of a filter into one. */
  public static byte[] pack(byte[] head, byte[] base, byte[] delta) {
    return new Pack(head, base, delta).octets();
  }

  private static Set<Sha256> keysOf(
      X509Certificate authority, Collection<X509Certificate> authorities) {
    return authorities.stream()
        .filter(one -> one.getSubjectX500Principal().equals(authority.getSubjectX500Principal()))
        .map(one -> Sha256.of(one.getPublicKey()))
        .collect(Collectors.toSet());
  }

  private static StatusFilter of(
      SignedHead signed, byte[] baseOctets, byte[] deltaOctets, Set<Sha256> keys)
      throws MalformedFilterException {
    BaseFile base = BaseFile.parse(baseOctets);
    Optional<DeltaFile> delta =
        deltaOctets.length == 0 ? Optional.empty() : Optional.of(DeltaFile.parse(deltaOctets));
    if (delta.isPresent()) {
      check(signed.head(), base, delta.orElseThrow());
    }
    int generations = delta.map(DeltaFile::generations).orElse(base.generations());
    boolean[] trusted = new boolean[generations];
    for (int i = 0; i < generations; i++) {
      // The authority speaks of its own keys only.
      trusted[i] = keys.contains(delta.isPresent() ? delta.orElseThrow().key(i) : base.key(i));
    }
    return new StatusFilter(
        signed.head(),
        signed.signer(),
        base,
        delta,
        trusted,
        Instant.ofEpochMilli(signed.head().nextUpdate()));
  }

  private static void check(Head head, BaseFile base, DeltaFile delta)
      throws MalformedFilterException {
    boolean right =
        delta.base().equals(head.base().sha256())
            && delta.until() >= base.until()
            && delta.feedNumber() >= base.feedNumber()
            && delta.generations() >= base.generations();
    for (int i = 0; right && i < base.generations(); i++) {
      right = delta.key(i).equals(base.key(i));
    }
    if (!right) {
      throw new MalformedFilterException("a delta to another base");
    }
  }

  /** Returns one that is believed until it has an age, instead of until its nextUpdate. */
  public StatusFilter believedFor(Duration age) {
    return new StatusFilter(head, signer, base, delta, trusted, thisUpdate().plus(age));
  }

  /** Returns the name of the authority, such as {@code signature}. */
  public String authority() {
    return head.authority();
  }

  /** Returns its number: a newer one has a greater one. */
  public long number() {
    return head.number();
  }

  /** Returns as of when the statuses are. */
  public Instant thisUpdate() {
    return Instant.ofEpochMilli(head.thisUpdate());
  }

  /** Returns when a newer one is published at the latest. */
  public Instant nextUpdate() {
    return Instant.ofEpochMilli(head.nextUpdate());
  }

  /** Returns until when it is believed at the longest. */
  public Instant believedUntil() {
    Instant signerEnds = signer.getNotAfter().toInstant();
    return signerEnds.isBefore(end) ? signerEnds : end;
  }

  /** Returns until when the serial numbers that it tells of were drawn. */
  public Instant coveredUntil() {
    return Instant.ofEpochMilli(untilAll);
  }

  /**
   * Returns whether it is believed at a time: its signer's certificate is valid, it has not reached
   * the age that is accepted, and the clock is not earlier than the filter itself by more than
   * clocks differ.
   */
  public boolean isBelieved(Instant now) {
    return !now.isBefore(thisUpdate().minus(CLOCKS_DIFFER))
        && !now.isAfter(believedUntil())
        && !now.isBefore(signer.getNotBefore().toInstant());
  }

  /**
   * Returns the status of a certificate.
   *
   * @param issuer the key whose signature of the certificate was checked
   * @param serial the certificate's serial number
   * @param now the time of the question
   */
  public FilterStatus status(PublicKey issuer, BigInteger serial, Instant now) {
    if (!isBelieved(now)) {
      return FilterStatus.TOO_OLD;
    }
    int generation = generation(Sha256.of(issuer));
    if (generation < 0) {
      return FilterStatus.NOT_OURS;
    }
    if (!SerialNumber.isCovered(serial)) {
      return FilterStatus.NOT_COVERED;
    }
    SerialNumber number = SerialNumber.of(serial);
    return status(generation, number.high(), number.low());
  }

  /** Returns by which number {@link #status(int, long, long)} knows a key; negative if by none. */
  public int generation(Sha256 key) {
    for (int i = 0; i < trusted.length; i++) {
      if (trusted[i] && key.equals(changes != null ? changes.key(i) : base.key(i))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the status of a certificate of a filter that is believed; makes no object.
   *
   * @param generation what {@link #generation} returned, not negative
   * @param high the upper 64 bits of the serial number
   * @param low its lower ones
   */
  public FilterStatus status(int generation, long high, long low) {
    long millis = SerialNumber.millis(high);
    if (millis > untilAll) {
      return FilterStatus.NOT_COVERED;
    }
    if (changes != null) {
      FilterStatus changed = changes.change(generation, high, low);
      if (changed != null) {
        return changed;
      }
    }
    return millis > untilBase || generation >= base.generations()
        ? FilterStatus.GOOD
        : base.status(generation, high, low);
  }
}
