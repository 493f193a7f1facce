package org.jitsuin.ca.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.profile.SignedCertificate;

/** The table {@code ca.staff}: a row for each client certificate of staff. */
public final class StaffTable {
  private static final String MEMBER =
      "serial AS certificate, person, name, role, municipality, window_code AS `window`";

  /** What the audit log says of a key in a file whose password everybody knows. */
  public static final String PASSWORD_KNOWN = "known";

  private StaffTable() {}

  /** Registers a member of staff with a certificate that is not kept. */
  public static void insert(Handle handle, StaffMember member) {
    insert(handle, member, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Registers a member of staff with a certificate of which no more is known but its end.
   *
   * @param key the hash of its key, where that is known as well
   */
  public static void insert(
      Handle handle, StaffMember member, Instant notAfter, Optional<Fingerprint> key) {
    insert(handle, member, Optional.of(notAfter), key, Optional.empty());
  }

  /** Registers a member of staff; fails where the key is one that was certified before. */
  public static void insert(Handle handle, StaffMember member, X509Certificate certificate) {
    insert(
        handle,
        member,
        Optional.of(certificate.getNotAfter().toInstant()),
        Optional.of(Fingerprint.of(certificate.getPublicKey().getEncoded())),
        Optional.of(SignedCertificate.der(certificate)));
  }

  /** Whole at once: no user of a service may change the end or the key of a row that is there. */
  private static void insert(
      Handle handle,
      StaffMember member,
      Optional<Instant> notAfter,
      Optional<Fingerprint> key,
      Optional<byte[]> der) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.staff
              (serial, person, name, role, municipality, window_code, active, not_after, key_hash,
               certificate)
            VALUES
              (:certificate, :person, :name, :role, :municipality, :window, TRUE, :notAfter, :key,
               :der)
            """)
        .bindMethods(member)
        .bind("notAfter", notAfter)
        .bind("key", key)
        .bind("der", der)
        .execute();
  }

  /** Notes that everybody knows the password of the file with the key of a certificate. */
  public static void notePasswordKnown(Handle handle, Serial certificate) {
    handle
        .createUpdate("UPDATE ca.staff SET password_known = TRUE WHERE serial = :serial")
        .bind("serial", certificate)
        .execute();
  }

  /**
   * Returns how many certificates are good whose key is in a file of which everybody knows the
   * password.
   *
   * @param now by the machine's clock, as TLS goes by it
   */
  public static int passwordsKnown(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM ca.staff s
            LEFT JOIN ca.signing_intent i ON i.issuer_no = 0 AND i.serial = s.serial
            WHERE s.active AND s.password_known AND COALESCE(s.not_after, i.not_after) > :now
            """)
        .bind("now", now)
        .mapTo(Integer.class)
        .one();
  }

  /** The active member of staff with that client certificate. */
  public static Optional<StaffMember> find(Handle handle, Serial certificate) {
    return handle
        .createQuery("SELECT " + MEMBER + " FROM ca.staff WHERE serial = :serial AND active")
        .bind("serial", certificate)
        .mapTo(StaffMember.class)
        .findOne();
  }

  /** The members of staff whose client certificates those were, active or not. */
  public static Map<Serial, StaffMember> ever(Handle handle, Collection<Serial> certificates) {
    return certificates.isEmpty()
        ? Map.of()
        : handle
            .createQuery("SELECT " + MEMBER + " FROM ca.staff WHERE serial IN (<serials>)")
            .bindList("serials", List.copyOf(certificates))
            .mapTo(StaffMember.class)
            .collect(Collectors.toMap(StaffMember::certificate, member -> member));
  }

  /**
   * Refuses who was shut out since they came in, and lets nobody shut them out before the
   * transaction ends: what they have a part in is known to whoever does.
   */
  public static Outcome<StaffMember> present(Handle handle, StaffMember member) {
    boolean out =
        handle
            .createQuery("SELECT active FROM ca.staff WHERE serial = :serial LOCK IN SHARE MODE")
            .bind("serial", member.certificate())
            .mapTo(Boolean.class)
            .findOne()
            .filter(active -> !active)
            .isPresent();
    return out ? Outcome.refused(RefusalCode.STAFF_UNKNOWN) : Outcome.done(member);
  }

  /**
   * Returns all who are active, each once, by person; as many as staff the authority has. What was
   * certified is known from the intents of the internal authority.
   */
  public static List<RegisteredStaffMember> latest(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT serial AS certificate, person, name, role, municipality,
              window_code AS `window`, not_after
            FROM (
              SELECT s.serial, s.person, s.name, s.role, s.municipality, s.window_code,
                     COALESCE(s.not_after, i.not_after) AS not_after,
                     ROW_NUMBER() OVER (PARTITION BY s.person, s.role, s.municipality
                                        ORDER BY COALESCE(s.not_after, i.not_after) DESC,
                                          s.serial) AS place
              FROM ca.staff s
              LEFT JOIN ca.signing_intent i ON i.issuer_no = 0 AND i.serial = s.serial
              WHERE s.active) ranked
            WHERE place = 1 AND not_after IS NOT NULL ORDER BY person, serial
            """)
        .mapTo(RegisteredStaffMember.class)
        .list();
  }

  /** Returns whether a key was certified for somebody before. */
  public static boolean isCertified(Handle handle, Fingerprint key) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM ca.staff WHERE key_hash = :key)")
        .bind("key", key)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Waits until nobody else changes the staff, and keeps all others waiting until the transaction
   * ends.
   */
  public static void lock(Handle handle) {
    handle.execute("SELECT one FROM ca.staff_head WHERE one = 1 FOR UPDATE");
  }

  /**
   * Returns the persons with that role who can come in.
   *
   * @param now by the machine's clock, as TLS goes by it
   */
  public static Set<String> active(Handle handle, Role role, Instant now) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                SELECT DISTINCT s.person FROM ca.staff s
                LEFT JOIN ca.signing_intent i ON i.issuer_no = 0 AND i.serial = s.serial
                WHERE s.active AND s.role = :role AND COALESCE(s.not_after, i.not_after) > :now
                """)
            .bind("role", role)
            .bind("now", now)
            .mapTo(String.class)
            .list());
  }

  /** Changes the state of certificates. */
  public static void change(
      Handle handle, Collection<Serial> serials, StaffState state, Instant now) {
    boolean active = state == StaffState.ACTIVE;
    for (Serial serial : serials) {
      handle
          .createUpdate(
              """
              UPDATE ca.staff SET active = :active, ended = :ended, ended_at = :at
              WHERE serial = :serial
              """)
          .bind("active", active)
          .bind("ended", Optional.of(state.id()).filter(_ -> !active))
          .bind("at", Optional.of(now).filter(_ -> !active))
          .bind("serial", serial)
          .execute();
    }
  }

  /** The content of a certificate, where it is kept. */
  public static Optional<X509Certificate> certificate(Handle handle, Serial serial) {
    return handle
        .createQuery(
            "SELECT certificate FROM ca.staff WHERE serial = :serial AND certificate IS NOT NULL")
        .bind("serial", serial)
        .mapTo(X509Certificate.class)
        .findOne();
  }

  /** Keeps the content of a certificate that was not kept when it was registered. */
  public static void keep(Handle handle, Serial serial, X509Certificate certificate) {
    handle
        .createUpdate("UPDATE ca.staff SET certificate = :der WHERE serial = :serial")
        .bind("der", SignedCertificate.der(certificate))
        .bind("serial", serial)
        .execute();
  }

  /** The state of the certificate in a row. */
  static StaffState state(RowView row) {
    return row.getColumn("active", Boolean.class)
        ? StaffState.ACTIVE
        : Optional.ofNullable(row.getColumn("ended", String.class))
            .flatMap(StaffState::byId)
            .orElse(StaffState.WITHDRAWN);
  }
}
