package org.jitsuin.ocsp.signer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.wire.HashAlgorithm;
import org.jitsuin.ocsp.wire.IssuerHashes;
import org.jitsuin.ocsp.wire.PreferredAlgorithm;

/** The issuers spoken for and their signers, as they were when they were last read. */
public final class SignerDirectory {
  /** The order is the same on every server, whatever order the rows come in. */
  private static final Comparator<DelegatedSigner> LAST_APPOINTED_FIRST =
      Comparator.comparing(DelegatedSigner::notBefore)
          .thenComparing(DelegatedSigner::serial)
          .reversed();

  /**
   * The age of a certificate at which its signer begins to answer, as long as an older one can: no
   * client whose clock is a little late refuses its answers then, and every server knows it.
   */
  private static final Duration SETTLING = Duration.ofHours(2);

  private final List<KnownIssuer> issuers;
  private final List<DelegatedSigner> signers;
  private final Map<IssuerHashes, KnownIssuer> byHashes = new HashMap<>();
  private final Map<Integer, List<Integer>> underOneName = new HashMap<>();

  /**
   * @param issuers every key generation of every authority; at most 256
   * @param signers the signers found to be usable
   */
  public SignerDirectory(List<KnownIssuer> issuers, List<DelegatedSigner> signers) {
    this.issuers = List.copyOf(issuers);
    this.signers = signers.stream().sorted(LAST_APPOINTED_FIRST).toList();
    for (KnownIssuer issuer : issuers) {
      for (HashAlgorithm algorithm : HashAlgorithm.values()) {
        byHashes.put(IssuerHashes.of(issuer.certificate(), algorithm), issuer);
      }
      underOneName.put(issuer.number(), numbersOfItsName(issuer));
    }
  }

  private List<Integer> numbersOfItsName(KnownIssuer issuer) {
    Stream<Integer> others =
        issuers.stream()
            .filter(other -> other.number() != issuer.number())
            .filter(
                other -> other.certificate().getSubject().equals(issuer.certificate().getSubject()))
            .map(KnownIssuer::number);
    return Stream.concat(Stream.of(issuer.number()), others).toList();
  }

  /** Returns all issuers; at most 256. */
  public List<KnownIssuer> issuers() {
    return issuers;
  }

  /** The issuer that a request names. */
  public Optional<KnownIssuer> issuer(IssuerHashes hashes) {
    return Optional.ofNullable(byHashes.get(hashes));
  }

  /**
   * The numbers of the key generations that issue under the name of one, its own first. A name and
   * a serial number identify a certificate (RFC 5280 §4.1.2.2), whichever of the keys signed it.
   */
  public List<Integer> underNameOf(KnownIssuer issuer) {
    return underOneName.getOrDefault(issuer.number(), List.of(issuer.number()));
  }

  /**
   * The signer that answers for an issuer now: of those valid for two hours, the one appointed
   * last; where there is none, the one that has been valid longest.
   */
  public Optional<DelegatedSigner> signer(KnownIssuer issuer, Instant now) {
    return valid(issuer, now).findFirst();
  }

  /**
   * The signer that answers for an issuer now to a client with preferences (RFC 6960 §4.4.7.2.1):
   * one with the first of the algorithms that a valid signer has, otherwise the one that answers to
   * everybody.
   */
  public Optional<DelegatedSigner> signer(
      KnownIssuer issuer, Instant now, List<PreferredAlgorithm> preferred) {
    List<DelegatedSigner> valid = valid(issuer, now).toList();
    return preferred.stream()
        .flatMap(algorithm -> valid.stream().filter(signer -> algorithm.is(signer.algorithm())))
        .findFirst()
        .or(() -> valid.stream().findFirst());
  }

  private Stream<DelegatedSigner> valid(KnownIssuer issuer, Instant now) {
    List<DelegatedSigner> valid =
        signers.stream()
            .filter(signer -> signer.issuerNumber() == issuer.number() && signer.isValidAt(now))
            .toList();
    Instant latest = now.minus(SETTLING);
    return Stream.concat(
        valid.stream().filter(signer -> !signer.notBefore().isAfter(latest)),
        valid.reversed().stream().filter(signer -> signer.notBefore().isAfter(latest)));
  }

  /** Returns whether that signer is still appointed, whatever was read since. */
  public boolean isAppointed(DelegatedSigner signer) {
    return find(signer.issuerNumber(), signer.serial()).isPresent();
  }

  /**
   * Returns whether it is made of just these; each certificate is known by issuer and serial
   * number.
   */
  boolean isOf(List<KnownIssuer> otherIssuers, List<DelegatedSigner> otherSigners) {
    return issuers.equals(otherIssuers)
        && signers.size() == otherSigners.size()
        && otherSigners.stream()
            .allMatch(signer -> find(signer.issuerNumber(), signer.serial()).isPresent());
  }

  /** The signer with that certificate. */
  Optional<DelegatedSigner> find(int issuerNumber, Serial serial) {
    return signers.stream()
        .filter(signer -> signer.issuerNumber() == issuerNumber && signer.serial().equals(serial))
        .findFirst();
  }
}
