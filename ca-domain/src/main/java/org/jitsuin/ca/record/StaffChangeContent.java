package org.jitsuin.ca.record;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.audit.entry.CanonicalJson;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffSeat;

/**
 * The content of a change among the staff: all that will be done. The second person approves it by
 * its hash, which whoever sees the change can compute.
 *
 * @param change the change's id
 * @param key the SHA-256 of the SubjectPublicKeyInfo that is to be certified, where one is
 * @param reason in words, where one is told
 */
public record StaffChangeContent(
    String change,
    StaffChangeKind kind,
    StaffSeat seat,
    Optional<Fingerprint> key,
    Optional<String> reason) {

  /** The SHA-256 of the canonical JSON of it all. */
  public Fingerprint hash() {
    return Fingerprint.of(
        CanonicalJson.encode(
            Map.of(
                "change", change,
                "kind", kind.id(),
                "person", seat.person(),
                "name", seat.name(),
                "role", seat.role().id(),
                "municipality", seat.municipality().orElse(""),
                "window", seat.window().orElse(""),
                "key", key.map(Fingerprint::toString).orElse(""),
                "reason", reason.orElse(""))));
  }
}
