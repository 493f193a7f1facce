package org.jitsuin.ca.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jitsuin.base.Fault;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.readiness.CertificateEnd;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.boot.RecordedEnds.Group;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.store.Transactions;

/**
 * Watches when the certificates end that people renew: the server's for TLS and the staff
 * authority's, as they were when the server read them; those of staff, of the resident register and
 * of relying parties; and those of the authorities. In production it also says whose keys are such
 * as development makes them.
 */
final class CertificateWatch {
  private final RecordedEnds recorded;
  private final Authorities authorities;
  private final InstantSource clock;
  private final InstantSource machineClock;
  private final boolean production;
  private final Optional<CertificateEnd> tls;
  private final Optional<CertificateEnd> staffAuthority;

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
    this.recorded = new RecordedEnds(transactions, machineClock);
    this.authorities = authorities;
    this.clock = clock;
    this.machineClock = machineClock;
    this.production = settings.get(BaseSettings.PRODUCTION);
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
    for (Group group : List.of(Group.STAFF, Group.REGISTER_FEED, Group.RELYING_PARTY)) {
      recorded.close(group, machineTime).ifPresent(byMachine::add);
    }
    Instant now = clock.instant();
    List<CertificateEnd> byClock = new ArrayList<>(issuing());
    recorded.close(Group.OCSP_REQUESTER, now).ifPresent(byClock::add);
    return CertificateEnd.confirm(
        CertificateEnd.confirm(withKnownPasswords(readiness), byMachine, machineTime),
        byClock,
        now);
  }

  /** Says in production who came with the credentials of development. */
  private Readiness withKnownPasswords(Readiness readiness) {
    int known = production ? recorded.passwordsKnown() : 0;
    return known == 0
        ? readiness
        : readiness.warning(
            String.format(
                Locale.ROOT,
                "%d client certificates have a key in a file whose password everybody knows: replace"
                    + " or withdraw them (./jitsuin staff replace PERSON --request FILE.csr)",
                known));
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
   * Returns the remaining seconds of the first client certificate that has not ended, of whomever;
   * otherwise as {@link #tlsRemaining()}.
   */
  double staffRemaining() {
    return remaining(group -> group != Group.OCSP_REQUESTER, machineClock.instant());
  }

  /**
   * Returns the remaining seconds of the resident register; otherwise as {@link #staffRemaining}.
   */
  double registerFeedRemaining() {
    return remaining(group -> group == Group.REGISTER_FEED, machineClock.instant());
  }

  /** Returns the remaining seconds of relying parties; otherwise as {@link #staffRemaining}. */
  double relyingPartyRemaining() {
    return remaining(group -> group == Group.RELYING_PARTY, machineClock.instant());
  }

  /**
   * Returns the remaining seconds of the certificates by which the OCSP responder knows relying
   * parties; otherwise as {@link #staffRemaining}.
   */
  double requesterRemaining() {
    return remaining(group -> group == Group.OCSP_REQUESTER, clock.instant());
  }

  private double remaining(Predicate<Group> groups, Instant now) {
    return seconds(now, recorded.first(groups, now));
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
