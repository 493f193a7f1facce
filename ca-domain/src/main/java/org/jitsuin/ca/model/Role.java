package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** The role of a member of staff; the organisational unit in the client certificate. */
public enum Role {
  /**
   * A clerk at a municipal counter (市区町村窓口), who registers cards and applications of the own
   * municipality.
   */
  OFFICE_CLERK("office-clerk", true),
  /** A clerk who also decides where two people are required. */
  OFFICE_SUPERVISOR("office-supervisor", true),
  /** The 24-hour loss line: suspends, nothing else. */
  LOSSLINE_OPERATOR("lossline-operator", false),
  /** Reads everything but changes nothing. */
  AUDITOR("auditor", false),
  /** Runs the certificate authority; sees no personal data. */
  CA_OPERATOR("ca-operator", false),
  /** The resident register's system, which reports resident events. */
  REGISTER_FEED("register-feed", false),
  /**
   * A relying party (署名検証者等), notified or accredited, which asks which certificates follow each
   * other.
   */
  RELYING_PARTY("relying-party", false);

  private final String id;
  private final boolean ofMunicipality;

  Role(String id, boolean ofMunicipality) {
    this.id = id;
    this.ofMunicipality = ofMunicipality;
  }

  public String id() {
    return id;
  }

  /**
   * Returns whether whoever has this role belongs to one municipality and reaches only its
   * residents.
   */
  public boolean ofMunicipality() {
    return ofMunicipality;
  }

  public static Optional<Role> byId(String id) {
    return Arrays.stream(values()).filter(role -> role.id.equals(id)).findFirst();
  }
}
