package org.jitsuin.ocsp.answer;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.ocsp.access.Audience;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.signer.KnownIssuer;
import org.jitsuin.ocsp.signer.SignerDirectory;
import org.jitsuin.ocsp.status.SerialKey;
import org.jitsuin.ocsp.wire.OcspRequest;

/**
 * A question that was asked before, with the stored answer that it had last: who asks it again is
 * spared looking for issuer, signer and answer, not the look at the status.
 */
public final class RepeatedQuestion {
  private final OcspRequest request;
  private volatile Optional<Given> last = Optional.empty();

  public RepeatedQuestion(OcspRequest request) {
    this.request = request;
  }

  public OcspRequest request() {
    return request;
  }

  /** The stored answer that was given last, or one that another thread gave at the same time. */
  Optional<Given> last() {
    return last;
  }

  /** Notes a stored answer to it, and the directory from which its signer was chosen. */
  void give(Decision.Statuses found, StoredAnswer stored, SignerDirectory directory) {
    SerialKey serial = SerialKey.of(request.certIds().getFirst().serial().orElseThrow());
    DelegatedSigner signer = found.signer().orElseThrow();
    last = Optional.of(new Given(directory, found.issuer(), serial, signer, stored));
  }

  /**
   * A stored answer and what it was chosen by.
   *
   * @param directory of the signers at that time; with another one the choice is made anew
   */
  record Given(
      SignerDirectory directory,
      KnownIssuer issuer,
      SerialKey serial,
      DelegatedSigner signer,
      StoredAnswer stored) {
    /** Returns whether issuer and signer would be chosen again, and may be told to them. */
    boolean isChosenAgain(Optional<SignerDirectory> now, Audience audience, Instant moment) {
      return now.isPresent()
          && now.get() == directory
          && signer.isValidAt(moment)
          && audience.mayAskAbout(issuer.issuer().authority());
    }
  }
}
