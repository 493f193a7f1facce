package org.jitsuin.audit.entry;

import java.util.Optional;
import org.jitsuin.base.model.Serial;

/** Who did it: a record whose components, with its {@link Kind}, are members of the entry. */
public sealed interface Actor extends EntryObject {
  /**
   * A member of staff, known by the client certificate.
   *
   * @param name the common name in the certificate, such as {@code clerk-13221}
   * @param role the role it acted in, such as {@code office-clerk}
   * @param certificate the serial number of the certificate
   * @param person the id that tells people apart; absent in entries from before there were ids
   */
  @Kind("staff")
  record Staff(String name, String role, Serial certificate, @Added Optional<String> person)
      implements Actor {}

  /**
   * A part of the system, acting by rule.
   *
   * @param component such as {@code crl-publisher}
   * @param node the server it runs on
   */
  @Kind("system")
  record Component(String component, String node) implements Actor {
    /** The component whose entries are handed in, and numbered by the authority later. */
    public static final String CRL_PUBLISHER = "crl-publisher";
  }
}
