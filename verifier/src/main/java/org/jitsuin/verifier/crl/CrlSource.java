package org.jitsuin.verifier.crl;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jitsuin.verifier.http.Download;
import org.jitsuin.verifier.status.Addresses;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Looks into the CRL that a certificate names, or into a complete one. A CRL streams by from its
 * file at each question, its signature checked each time; none is ever whole in memory. Where no
 * newer one can be had than the policy asks for, the answer is silence.
 *
 * <pre>{@code
 * StatusSource crl = CrlSource.named(directory, new HttpTransport(Duration.ofSeconds(60)));
 * }</pre>
 */
public final class CrlSource implements StatusSource {
  private final Path directory;
  private final Download download;
  private final CrlPolicy policy;
  private final Optional<URI> address;
  private final CrlCopies copies;

  private CrlSource(Path directory, Download download, CrlPolicy policy, Optional<URI> address) {
    this.directory = directory;
    this.download = download;
    this.policy = policy;
    this.address = address;
    this.copies = new CrlCopies(directory, download, policy.most());
  }

  /**
   * Looks where each certificate says (cRLDistributionPoints).
   *
   * @param directory for the copies; nobody else's
   */
  public static CrlSource named(Path directory, Download download) {
    return new CrlSource(directory, download, CrlPolicy.usual(), Optional.empty());
  }

  /**
   * Looks into one CRL for all certificates of an authority.
   *
   * @param directory for the copies; nobody else's
   * @param address where the complete CRL is
   */
  public static CrlSource complete(Path directory, URI address, Download download) {
    return new CrlSource(directory, download, CrlPolicy.usual(), Optional.of(address));
  }

  /** Returns one that believes by another policy. */
  public CrlSource with(CrlPolicy other) {
    return new CrlSource(directory, download, other, address);
  }

  @Override
  public StatusAnswer status(Question question) {
    try {
      URI place = address.or(() -> namedIn(question)).orElse(null);
      Unanswered.unless(place != null, Silence.NO_ADDRESS, "no address of a CRL");
      return answer(place, question);
    } catch (Unanswered e) {
      return e.answer();
    } catch (RuntimeException e) {
      // Bouncy Castle says with many exceptions that octets are not what they should be.
      return new StatusAnswer.Silent(Silence.MALFORMED, e.getClass().getSimpleName());
    }
  }

  private StatusAnswer answer(URI place, Question question) throws Unanswered {
    boolean kept = copies.isKept(place, question.at());
    try {
      // A base is good until its own end, where a delta tells what happened since.
      return answer(place, question, policy.deltas() ? policy.oldest() : policy.kept());
    } catch (Unanswered e) {
      // What was kept may have ended, be spoilt, or be too old for its delta; what just came is
      // not.
      Unanswered.unless(kept, e.answer().why(), e.getMessage());
      return answer(place, question, Duration.ZERO);
    }
  }

  private StatusAnswer answer(URI place, Question question, Duration within) throws Unanswered {
    CrlJudge judge = new CrlJudge(question, policy);
    CrlCopies.Copy copy = copies.copy(place, within, question.at());
    CrlFacts complete = read(copy.file(), question);
    judge.requireComplete(complete);
    Optional<URI> newer =
        policy.deltas() ? complete.freshest().flatMap(CrlSource::address) : Optional.empty();
    if (newer.isPresent()) {
      Path file = copies.copy(newer.get(), policy.kept(), question.at()).file();
      CrlFacts delta = read(file, question);
      judge.requireDelta(delta, complete);
      if (!isOlder(delta, complete)) {
        return upon(complete, delta);
      }
    }
    return copy.isConfirmed(policy.kept(), question.at())
        ? answer(complete)
        : answer(place, question, Duration.ZERO);
  }

  /** One that was issued before the complete CRL has nothing to add. */
  private static boolean isOlder(CrlFacts delta, CrlFacts complete) {
    return delta.number().orElseThrow().compareTo(complete.number().orElseThrow()) < 0;
  }

  private static StatusAnswer upon(CrlFacts complete, CrlFacts delta) {
    if (delta.entry().isEmpty()) {
      return complete.entry().isEmpty() ? good(delta) : revoked(complete, delta.thisUpdate());
    }
    return delta.entry().get().removed() ? good(delta) : revoked(delta, delta.thisUpdate());
  }

  private static StatusAnswer answer(CrlFacts complete) {
    return complete.entry().isEmpty() ? good(complete) : revoked(complete, complete.thisUpdate());
  }

  private static StatusAnswer good(CrlFacts crl) {
    return new StatusAnswer.Good(crl.thisUpdate(), crl.nextUpdate().orElseThrow());
  }

  private static StatusAnswer revoked(CrlFacts crl, Instant asOf) {
    return crl.entry().orElseThrow().answer(asOf);
  }

  private static CrlFacts read(Path file, Question question) throws Unanswered {
    try {
      return CrlWalk.walk(Files.newInputStream(file), question.certificate().getSerialNumber());
    } catch (IOException e) {
      throw new Unanswered(Silence.SOURCE_FAILED, "a copy cannot be read", e);
    }
  }

  private static Optional<URI> namedIn(Question question) {
    Extensions extensions = question.certificate().getExtensions();
    ASN1Encodable value =
        extensions == null
            ? null
            : extensions.getExtensionParsedValue(Extension.cRLDistributionPoints);
    return Optional.ofNullable(CRLDistPoint.getInstance(value)).flatMap(CrlSource::address);
  }

  private static Optional<URI> address(CRLDistPoint points) {
    return CrlJudge.namesOf(points).stream()
        .flatMap(name -> Addresses.http(name).stream())
        .findFirst();
  }
}
