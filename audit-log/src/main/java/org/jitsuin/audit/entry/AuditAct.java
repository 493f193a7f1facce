package org.jitsuin.audit.entry;

import java.util.Map;
import java.util.Optional;

/**
 * An act that the audit log records: one record per kind of act. None holds personal data; where an
 * act rests on personal data it holds the hash of a {@link Commitment}.
 */
public sealed interface AuditAct
    permits CeremonyAct, CardAct, CertificateAct, OfficeAct, RelyingPartyAct, ServiceAct {
  /** The name of the kind in entries, such as {@code certificates-issued}; never changed. */
  String kind();

  /** The members of the detail object in an entry. */
  Map<String, Object> detail();

  /** The card that the act is about, if one. */
  default Optional<String> card() {
    return Optional.empty();
  }
}
