package org.jitsuin.audit.entry;

import java.util.Map;
import org.jitsuin.base.model.Serial;

/** The actor of an entry: a member of staff or a component. */
public sealed interface Actor {
  /** The members of the actor object in an entry. */
  Map<String, Object> detail();

  /**
   * A member of staff, known by the client certificate.
   *
   * @param name the common name in the certificate, such as {@code clerk-13221}
   * @param role the role it acted in, such as {@code office-clerk}
   * @param certificate the serial number of the certificate
   */
  record Staff(String name, String role, Serial certificate) implements Actor {
    @Override
    public Map<String, Object> detail() {
      return Map.of(
          "kind", "staff", "name", name, "role", role, "certificate", certificate.toString());
    }
  }

  /**
   * A part of the system, acting by rule.
   *
   * @param component such as {@code crl-publisher}
   * @param node the server it runs on
   */
  record Component(String component, String node) implements Actor {
    @Override
    public Map<String, Object> detail() {
      return Map.of("kind", "system", "component", component, "node", node);
    }
  }
}
