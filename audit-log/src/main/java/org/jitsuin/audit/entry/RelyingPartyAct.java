package org.jitsuin.audit.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;

/** Endpoints of relying parties, who may ask the OCSP responder where it is not open to all. */
public sealed interface RelyingPartyAct extends AuditAct {
  /**
   * A relying party was registered.
   *
   * @param authorities those that it may ask about
   * @param certificates those that it is recognised by
   */
  record RelyingPartyRegistered(
      String name, Set<Authority> authorities, Set<Fingerprint> certificates)
      implements RelyingPartyAct {
    public RelyingPartyRegistered {
      authorities = Set.copyOf(authorities);
      certificates = Set.copyOf(certificates);
    }

    @Override
    public String kind() {
      return "relying-party-registered";
    }

    @Override
    public Map<String, Object> detail() {
      return registration(name, authorities, certificates);
    }
  }

  /**
   * The registration of a relying party was changed; otherwise as {@link RelyingPartyRegistered}.
   */
  record RelyingPartyChanged(String name, Set<Authority> authorities, Set<Fingerprint> certificates)
      implements RelyingPartyAct {
    public RelyingPartyChanged {
      authorities = Set.copyOf(authorities);
      certificates = Set.copyOf(certificates);
    }

    @Override
    public String kind() {
      return "relying-party-changed";
    }

    @Override
    public Map<String, Object> detail() {
      return registration(name, authorities, certificates);
    }
  }

  /** A registration ended; nobody is recognised by its certificates any more. */
  record RelyingPartyEnded(String name) implements RelyingPartyAct {
    @Override
    public String kind() {
      return "relying-party-ended";
    }

    @Override
    public Map<String, Object> detail() {
      return Map.of("name", name);
    }
  }

  private static Map<String, Object> registration(
      String name, Set<Authority> authorities, Set<Fingerprint> certificates) {
    return Map.of(
        "name", name,
        "authorities", sorted(authorities),
        "certificates", sorted(certificates));
  }

  /** Sorts values, so that the same registration always has the same encoding. */
  private static List<String> sorted(Set<?> values) {
    Set<String> texts = new TreeSet<>();
    values.forEach(value -> texts.add(value.toString()));
    return List.copyOf(texts);
  }
}
