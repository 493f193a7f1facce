package org.jitsuin.ca.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.RelyingPartyTable;
import org.jitsuin.ca.store.StaffChange;
import org.jitsuin.ca.store.StaffChangeTable;
import org.jitsuin.ca.testing.StaffFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class BlockStaffTest {
  private final StaffFixture staff =
      StaffFixture.started(Map.of("jitsuin.staff.blocks-per-day", "2"));
  private final StaffMember supervisor = staff.ca().staff("supervisor-13221");

  @AfterEach
  void end() {
    staff.close();
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private StaffMember clerk() {
    return staff.registered(StaffFixture.clerk(StaffFixture.id()));
  }

  /** An operator with budgets that no other test has used. */
  private StaffMember operator() {
    return staff.registered(StaffFixture.seat(StaffFixture.id(), Role.CA_OPERATOR));
  }

  private void withdraw(StaffMember member) {
    staff.done(StaffFixture.wish(StaffChangeKind.WITHDRAW, member.person()));
  }

  @Test
  void block_byOneOperator_holdsAtOnceUntilTwoRestore() {
    StaffMember operator = operator();
    StaffMember clerk = clerk();
    StaffPersonView blocked = done(staff.block(operator, clerk.person()));
    assertThat(blocked.state()).isEqualTo("blocked");
    assertThat(staff.find(clerk.certificate())).isEmpty();
    assertThat(staff.entries("staff-blocked", clerk.certificate().toString())).isOne();
    assertThat(code(staff.block(operator, clerk.person()))).isEqualTo(RefusalCode.PERSON_STATE);

    staff.done(StaffFixture.wish(StaffChangeKind.RESTORE, clerk.person()));
    assertThat(staff.find(clerk.certificate())).contains(clerk);
    assertThat(staff.entries("staff-restored", clerk.certificate().toString())).isOne();
    withdraw(operator);
  }

  @Test
  void block_ofSomebody_isMadeFinalByTwo() {
    StaffMember operator = operator();
    StaffMember clerk = clerk();
    done(staff.block(operator, clerk.person()));
    withdraw(clerk);
    assertThat(staff.person(clerk.person()).state()).isEqualTo(StaffState.WITHDRAWN);
    withdraw(operator);
  }

  @Test
  void block_moreThanAFewADay_refused_alsoByTheSamePersonWithAnotherCertificate() {
    StaffMember operator = operator();
    List<StaffMember> clerks = List.of(clerk(), clerk(), clerk());
    done(staff.block(operator, clerks.get(0).person()));
    done(staff.block(operator, clerks.get(1).person()));
    StaffMember renewed =
        staff
            .find(
                staff
                    .done(StaffFixture.wish(StaffChangeKind.RENEW, operator.person()))
                    .serial()
                    .orElseThrow())
            .orElseThrow();
    assertThat(code(staff.block(renewed, clerks.get(2).person())))
        .isEqualTo(RefusalCode.BLOCKS_USED);
    assertThat(staff.find(clerks.get(2).certificate())).isPresent();
    staff.ca().clock().advance(Duration.ofDays(1).plusSeconds(1));
    done(staff.block(renewed, clerks.get(2).person()));
    withdraw(operator);
  }

  /** The OCSP responder knows a relying party by the very certificates of the office API. */
  @Test
  void block_ofARelyingParty_takesItsCertificatesFromTheResponderUntilRestored() {
    StaffMember operator = operator();
    String name = StaffFixture.id();
    long number =
        staff
            .ca()
            .transactions()
            .run(handle -> RelyingPartyTable.insert(handle, name, Set.of(Authority.SIGNATURE)));
    StaffMember party = staff.registered(StaffFixture.seat(name, Role.RELYING_PARTY));
    assertThat(recognised(number)).isOne();

    done(staff.block(operator, party.person()));
    assertThat(recognised(number)).isZero();
    staff.done(StaffFixture.wish(StaffChangeKind.RESTORE, party.person()));
    assertThat(recognised(number)).isOne();
    withdraw(party);
    assertThat(recognised(number)).isZero();
    withdraw(operator);
  }

  private long recognised(long party) {
    return staff
        .ca()
        .count("SELECT COUNT(*) FROM status.relying_party_certificate WHERE party_no = ?", party);
  }

  /** What was proposed with a stolen card falls with it. */
  @Test
  void block_ofAnOperator_dropsWhatTheyProposed() {
    StaffMember operator = operator();
    StaffMember thief = operator();
    StaffChange proposed =
        done(staff.propose(thief, StaffFixture.register(StaffFixture.clerk(StaffFixture.id()))));
    done(staff.block(operator, thief.person()));
    assertThat(
            staff
                .ca()
                .transactions()
                .run(handle -> StaffChangeTable.find(handle, proposed.order().id()))
                .orElseThrow()
                .state())
        .isEqualTo(StaffChangeState.CANCELLED);
    assertThat(code(staff.approve(operator, proposed))).isEqualTo(RefusalCode.CHANGE_NOT_PROPOSED);
    withdraw(thief);
    withdraw(operator);
  }

  /** With the two of the ceremony alone, nobody shuts out the other. */
  @Test
  void block_ofOneOfTheLastTwoOperators_refused() {
    assertThat(code(staff.block(staff.one(), staff.other().person())))
        .isEqualTo(RefusalCode.OPERATORS_TOO_FEW);
    assertThat(
            code(
                staff.propose(
                    staff.one(),
                    StaffFixture.wish(StaffChangeKind.WITHDRAW, staff.other().person()))))
        .isEqualTo(RefusalCode.OPERATORS_TOO_FEW);
    // Whoever has another certificate stays.
    StaffMember third = operator();
    done(staff.block(staff.one(), third.person()));
    withdraw(third);
  }

  @Test
  void block_bySupervisor_onlyClerksOfTheOwnOffice() {
    StaffMember clerk = clerk();
    done(staff.block(supervisor, clerk.person()));
    assertThat(staff.find(clerk.certificate())).isEmpty();
    assertThat(code(staff.block(supervisor, "clerk-13104")))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(code(staff.block(supervisor, "supervisor2-13221")))
        .isEqualTo(RefusalCode.NOT_ALLOWED);
    assertThat(code(staff.block(supervisor, "auditor"))).isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(code(staff.block(supervisor, "nobody"))).isEqualTo(RefusalCode.PERSON_UNKNOWN);
  }

  @Test
  void person_readByASupervisor_onlyOfTheOwnOffice() {
    ReadStaff read = staff.ca().service().staff().readStaff();
    assertThat(done(read.person(supervisor, "clerk-13221")).role()).isEqualTo("office-clerk");
    assertThat(code(read.person(supervisor, "operator"))).isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(done(read.person(staff.one(), "operator")).certificates()).hasSize(1);
    assertThat(read.page(supervisor, "", 200))
        .extracting(StaffPersonView::municipality)
        .containsOnly("13221");
    List<StaffPersonView> first = read.page(staff.one(), "", 3);
    List<StaffPersonView> next = read.page(staff.one(), first.getLast().person(), 3);
    assertThat(first).hasSize(3);
    assertThat(next).doesNotContainAnyElementsOf(first);
    assertThat(first.getLast().person()).isLessThan(next.getFirst().person());
  }

  @Test
  void page_ofSomebodyWhoLeftTheOffice_isNotTheSupervisors() {
    StaffMember moved = clerk();
    assertThat(listed(moved.person())).isTrue();
    StaffChange _ = staff.done(StaffFixture.wish(StaffChangeKind.WITHDRAW, moved.person()));
    assertThat(listed(moved.person())).isTrue();
    StaffMember _ = staff.registered(StaffFixture.seat(moved.person(), Role.AUDITOR));
    assertThat(listed(moved.person())).isFalse();
  }

  private boolean listed(String person) {
    return staff.ca().service().staff().readStaff().page(supervisor, "", 200).stream()
        .anyMatch(one -> one.person().equals(person));
  }
}
