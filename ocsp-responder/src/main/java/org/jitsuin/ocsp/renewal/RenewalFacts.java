package org.jitsuin.ocsp.renewal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SignerRequestAnswer;

/**
 * What the database says of a responder's signers.
 *
 * @param responder its name
 * @param admission the number of its admission; empty where it was never admitted
 * @param withdrawn whether that admission is in force no longer
 * @param issuers all key generations
 * @param signers of every responder, the newest few of each
 * @param requests its own, the newest first
 */
record RenewalFacts(
    String responder,
    Optional<Integer> admission,
    boolean withdrawn,
    List<IssuerFact> issuers,
    List<SignerFact> signers,
    List<RequestFact> requests) {
  RenewalFacts {
    issuers = List.copyOf(issuers);
    signers = List.copyOf(signers);
    requests = List.copyOf(requests);
  }

  /**
   * A key generation.
   *
   * @param scheme what its signers' keys shall be; empty where it is not known, and none is made
   * @param retired whether it certifies no signer any more
   */
  record IssuerFact(
      int number,
      Issuer issuer,
      Instant notBefore,
      Instant notAfter,
      Optional<SignatureScheme> scheme,
      boolean retired) {
    boolean isInForce(Instant now) {
      return !retired && !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }
  }

  /**
   * A signer that was certified.
   *
   * @param holder the responder whose key it is; empty where it is of an older release
   * @param admission of the holder, when it was certified; 0 where it has none
   */
  record SignerFact(
      int issuerNumber,
      Serial serial,
      String keyLabel,
      SignatureScheme scheme,
      Optional<String> holder,
      int admission,
      Instant notBefore,
      Instant notAfter,
      boolean revoked) {
    boolean isValidAt(Instant now) {
      return !revoked && !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }
  }

  /** The state of a request. */
  enum RequestState {
    OPEN,
    CERTIFIED,
    REFUSED
  }

  /**
   * A request of this responder.
   *
   * @param endorser the certificate whose key vouched for it; empty where none did
   * @param answer why it waits or was refused
   * @param decidedAt when it was looked at last
   */
  record RequestFact(
      int issuerNumber,
      String keyLabel,
      Optional<Serial> endorser,
      RequestState state,
      Optional<SignerRequestAnswer> answer,
      Optional<Instant> decidedAt) {
    boolean isOpen() {
      return state == RequestState.OPEN;
    }

    boolean isRefused() {
      return state == RequestState.REFUSED;
    }
  }

  /** Returns the newest request for a key generation. */
  Optional<RequestFact> last(int issuerNumber) {
    return requests.stream().filter(one -> one.issuerNumber() == issuerNumber).findFirst();
  }

  /** Returns whether it is a signer of this responder. */
  boolean isOwn(SignerFact signer) {
    return signer.holder().equals(Optional.of(responder));
  }
}
