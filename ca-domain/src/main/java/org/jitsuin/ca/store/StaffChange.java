package org.jitsuin.ca.store;

import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.personnel.StaffRules;

/**
 * A change among the staff.
 *
 * @param number grows with each
 * @param content the hash of the order
 * @param decided by whom it was approved or cancelled
 * @param serial of the certificate that came of it
 */
public record StaffChange(
    long number,
    Order order,
    StaffChangeState state,
    Fingerprint content,
    Mark proposed,
    Optional<Mark> decided,
    Optional<Serial> serial) {
  /**
   * What shall be done.
   *
   * @param key the SubjectPublicKeyInfo that is to be certified, where the kind brings one
   * @param reason in words, where it does not
   */
  public record Order(
      String id,
      StaffChangeKind kind,
      StaffSeat seat,
      Optional<Bytes> key,
      Optional<String> reason) {
    public Order {
      if (kind.withKey() != key.isPresent()) {
        throw new IllegalArgumentException(kind + ": exactly those that are certified have a key");
      }
    }

    /** The hash by which the key is known. */
    public Optional<Fingerprint> keyHash() {
      return key.map(Bytes::fingerprint);
    }

    /** The key as it stands in a certificate. */
    public SubjectPublicKeyInfo keyInfo() {
      return SubjectPublicKeyInfo.getInstance(key.orElseThrow().bytes());
    }
  }

  /** What the rules look at. */
  public StaffRules.Proposal proposal() {
    return new StaffRules.Proposal(state, proposed, content);
  }
}
