package org.jitsuin.ca.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.readiness.CertificateEnd;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.store.RegisteredStaffMember;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Watches when the certificates end that people renew: the server's for TLS and the staff
 * authority's, as they were when the server read them; those of staff; and those of the
 * authorities.
 */
final class CertificateWatch {
  /** The time for which the ended certificate of somebody who may have left is still reported. */
  private static final Duration TOLD = Duration.ofDays(30);

  private static final Duration REFRESH = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Authorities authorities;
  private final InstantSource clock;
  private final InstantSource machineClock;
  private final Optional<CertificateEnd> tls;
  private final Optional<CertificateEnd> staffAuthority;
  private volatile Staff staff = new Staff(List.of(), Instant.MIN);

  private record Staff(List<Instant> ends, Instant at) {}

  /**
   * @param clock the authorities'
   * @param machineClock what TLS goes by
   */
  CertificateWatch(
      Transactions transactions,
      Authorities authorities,
      InstantSource clock,
      InstantSource machineClock,
      Settings settings) {
    this.transactions = transactions;
    this.authorities = authorities;
    this.clock = clock;
    this.machineClock = machineClock;
    this.tls =
        end(
            "the server's TLS certificate",
            settings,
            BaseSettings.TLS_KEYSTORE,
            BaseSettings.TLS_KEYSTORE_PASSWORD);
    this.staffAuthority =
        end(
            "the staff authority",
            settings,
            BaseSettings.TLS_TRUSTSTORE,
            BaseSettings.TLS_TRUSTSTORE_PASSWORD);
  }

  private static Optional<CertificateEnd> end(
      String name, Settings settings, Setting<Path> store, Setting<String> passwordOfStore) {
    char[] password = settings.find(passwordOfStore).orElse("").toCharArray();
    try {
      return settings
          .find(store)
          .flatMap(file -> KeyStoreEnd.of(file, password))
          .map(end -> new CertificateEnd(name, end, true));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** Adds to the service's readiness what ends soon or has ended. */
  Readiness confirm(Readiness readiness) {
    Instant machineTime = machineClock.instant();
    List<CertificateEnd> byMachine = new ArrayList<>();
    tls.ifPresent(byMachine::add);
    staffAuthority.ifPresent(byMachine::add);
    staff(machineTime).ifPresent(byMachine::add);
    return CertificateEnd.confirm(
        CertificateEnd.confirm(readiness, byMachine, machineTime), issuing(), clock.instant());
  }

  /** Returns all staff whose certificates end soon, or have ended of late, as one end. */
  private Optional<CertificateEnd> staff(Instant now) {
    List<Instant> close =
        staffEnds(now).stream()
            .filter(end -> end.plus(TOLD).isAfter(now))
            .filter(end -> new CertificateEnd("", end, false).isClose(now))
            .sorted()
            .toList();
    return close.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CertificateEnd(
                "the first of " + close.size() + " client certificates of staff",
                close.getFirst(),
                false));
  }

  private List<Instant> staffEnds(Instant now) {
    Staff known = staff;
    if (now.isBefore(known.at()) || !now.isBefore(known.at().plus(REFRESH))) {
      try {
        known =
            new Staff(
                transactions.run(StaffTable::latest).stream()
                    .map(RegisteredStaffMember::notAfter)
                    .toList(),
                now);
        staff = known;
      } catch (Fault e) {
        // Whether the database answers is asked besides; what was known is still so.
        return known.ends();
      }
    }
    return known.ends();
  }

  private List<CertificateEnd> issuing() {
    List<CertificateEnd> ends = new ArrayList<>();
    for (Authority authority : Authority.values()) {
      issuingEnd(authority)
          .ifPresent(end -> ends.add(new CertificateEnd("authority " + authority, end, false)));
    }
    return ends;
  }

  private Optional<Instant> issuingEnd(Authority authority) {
    try {
      return Optional.of(authorities.issuing(authority).certificate().getNotAfter().toInstant());
    } catch (Fault e) {
      // That none issues is told besides.
      return Optional.empty();
    }
  }

  /** Seconds until the server's TLS certificate ends, not a number where it is not known. */
  double tlsRemaining() {
    return seconds(machineClock.instant(), tls.map(CertificateEnd::at));
  }

  /** Returns the remaining seconds of the staff authority; otherwise as {@link #tlsRemaining()}. */
  double staffAuthorityRemaining() {
    return seconds(machineClock.instant(), staffAuthority.map(CertificateEnd::at));
  }

  /**
   * Returns the remaining seconds of the first certificate of staff that has not ended; otherwise
   * as {@link #tlsRemaining()}.
   */
  double staffRemaining() {
    Instant now = machineClock.instant();
    return seconds(now, staffEnds(now).stream().filter(now::isBefore).sorted().findFirst());
  }

  /**
   * Returns the remaining seconds of the key generation that issues; otherwise as {@link
   * #tlsRemaining()}.
   */
  double remaining(Authority authority) {
    return seconds(clock.instant(), issuingEnd(authority));
  }

  private static double seconds(Instant now, Optional<Instant> end) {
    return end.map(at -> (double) Duration.between(now, at).toSeconds()).orElse(Double.NaN);
  }
}
