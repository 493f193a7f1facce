package org.jitsuin.ca.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.readiness.CertificateEnd;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.store.RegisteredStaffMember;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Knows from the database when the certificates of people and systems end; of each the newest
 * counts. It looks once a minute.
 */
final class RecordedEnds {
  /** The time for which the ended certificate of somebody who may have left is still reported. */
  private static final Duration TOLD = Duration.ofDays(30);

  private static final Duration REFRESH = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final InstantSource machineClock;
  private volatile Known known = new Known(List.of(), List.of(), 0, Instant.MIN);

  RecordedEnds(Transactions transactions, InstantSource machineClock) {
    this.transactions = transactions;
    this.machineClock = machineClock;
  }

  /** Whose certificate it is. */
  enum Group {
    STAFF("client certificates of staff"),
    REGISTER_FEED("client certificates of the resident register"),
    RELYING_PARTY("client certificates of relying parties"),
    /** Of whichever origin; by them the OCSP responder knows relying parties. */
    OCSP_REQUESTER("certificates by which relying parties ask for OCSP");

    private final String words;

    Group(String words) {
      this.words = words;
    }

    private static Group of(Role role) {
      return switch (role) {
        case REGISTER_FEED -> REGISTER_FEED;
        case RELYING_PARTY -> RELYING_PARTY;
        case OFFICE_CLERK, OFFICE_SUPERVISOR, LOSSLINE_OPERATOR, AUDITOR, CA_OPERATOR -> STAFF;
      };
    }
  }

  /**
   * @param passwordsKnown how many client certificates have a key in a file that everybody opens
   */
  private record Known(
      List<RegisteredStaffMember> staff, List<Instant> parties, int passwordsKnown, Instant at) {
    Stream<Instant> ends(Predicate<Group> group) {
      Stream<Instant> clients =
          staff.stream()
              .filter(one -> group.test(Group.of(one.member().role())))
              .map(RegisteredStaffMember::notAfter);
      return group.test(Group.OCSP_REQUESTER) ? Stream.concat(clients, parties.stream()) : clients;
    }
  }

  /**
   * Returns those of a group that end soon, or have ended of late, as one end.
   *
   * @param now by the clock that they go by
   */
  Optional<CertificateEnd> close(Group group, Instant now) {
    List<Instant> close =
        known()
            .ends(one -> one == group)
            .filter(end -> end.plus(TOLD).isAfter(now))
            .filter(end -> new CertificateEnd("", end, false).isClose(now))
            .sorted()
            .toList();
    return close.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CertificateEnd(
                "the first of " + close.size() + " " + group.words, close.getFirst(), false));
  }

  /** Returns the end of the first of these groups that has not ended. */
  Optional<Instant> first(Predicate<Group> groups, Instant now) {
    return known().ends(groups).filter(now::isBefore).sorted().findFirst();
  }

  /** Returns how many good client certificates have a key in a file that everybody opens. */
  int passwordsKnown() {
    return known().passwordsKnown();
  }

  private Known known() {
    Instant now = machineClock.instant();
    Known before = known;
    if (now.isBefore(before.at()) || !now.isBefore(before.at().plus(REFRESH))) {
      try {
        known =
            transactions.run(handle ->
                new Known(
                    StaffTable.latest(handle),
                    RelyingPartyTable.ends(handle),
                    StaffTable.passwordsKnown(handle, now),
                    now));
      } catch (Fault e) {
        // Whether the database answers is asked besides; what was known is still so.
        return before;
      }
    }
    return known;
  }
}
