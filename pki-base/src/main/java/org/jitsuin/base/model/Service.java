package org.jitsuin.base.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A service that a server may run; which ones it does, {@code jitsuin.services} says. */
public enum Service {
  /** The certification authority, with the office API and the pages of the console. */
  AUTHORITY("authority", "ca-core"),
  /** The OCSP responder. */
  OCSP("ocsp", "ocsp-responder"),
  /** The publisher of CRLs, which signs them. */
  CRL("crl", "crl-publisher"),
  /** The mirror of CRLs, which has no key: it fetches what a publisher signed. */
  CRL_MIRROR("crl-mirror", "crl-publisher"),
  /** The server of CRLs, CA certificates and the hashes of the log. */
  REPOSITORY("repository", "repository-server");

  /** All that one server runs alone. */
  public static final String ALL = "authority,ocsp,crl,repository";

  private final String id;
  private final String archive;

  Service(String id, String archive) {
    this.id = id;
    this.archive = archive;
  }

  /** The name in settings, such as {@code ocsp}. */
  public String id() {
    return id;
  }

  /** The name of its archive, by which health reports tell of it, such as {@code ca-core}. */
  public String archive() {
    return archive;
  }

  private static Optional<Service> byId(String id) {
    return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
  }

  /**
   * Reads a list such as {@code ocsp,crl-mirror,repository}.
   *
   * @return at least one; empty where something else stands there, or both kinds of CRL service
   */
  public static Optional<Set<Service>> parse(String list) {
    EnumSet<Service> services = EnumSet.noneOf(Service.class);
    for (String id : list.strip().split("\\s*,\\s*", -1)) {
      Optional<Service> service = byId(id);
      if (service.isEmpty()) {
        return Optional.empty();
      }
      services.add(service.get());
    }
    return services.contains(CRL) && services.contains(CRL_MIRROR)
        ? Optional.empty()
        : Optional.of(Collections.unmodifiableSet(services));
  }

  /** Writes a list that {@link #parse} reads. */
  public static String text(Set<Service> services) {
    return Arrays.stream(values())
        .filter(services::contains)
        .map(Service::id)
        .collect(Collectors.joining(","));
  }
}
