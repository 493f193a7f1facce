package org.jitsuin.ca.record;

import java.util.Set;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Kind;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;

/** Acts about relying parties, who may ask the OCSP responder where it is not open to all. */
public sealed interface RelyingPartyAct extends AuditAct {
  /**
   * A relying party was registered.
   *
   * @param authorities those that it may ask about
   * @param certificates those that it is recognised by
   */
  @Kind("relying-party-registered")
  record RelyingPartyRegistered(
      String name, Set<Authority> authorities, Set<Fingerprint> certificates)
      implements RelyingPartyAct {
    public RelyingPartyRegistered {
      authorities = Set.copyOf(authorities);
      certificates = Set.copyOf(certificates);
    }
  }

  /**
   * The registration of a relying party was changed; otherwise as {@link RelyingPartyRegistered}.
   */
  @Kind("relying-party-changed")
  record RelyingPartyChanged(String name, Set<Authority> authorities, Set<Fingerprint> certificates)
      implements RelyingPartyAct {
    public RelyingPartyChanged {
      authorities = Set.copyOf(authorities);
      certificates = Set.copyOf(certificates);
    }
  }

  /** A registration ended; nobody is recognised by its certificates any more. */
  @Kind("relying-party-ended")
  record RelyingPartyEnded(String name) implements RelyingPartyAct {}
}
