package org.jitsuin.ca.massrevocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.ListedBy;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.store.RevocationListTable.RevocationList;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.JobFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists that come in parts: what is on them, what is refused, and what is revoked by them. */
@Tag("stack")
class RevocationListsTest {
  private final JobFixture fixture = JobFixture.started();
  private final CaFixture ca = fixture.ca();
  private final RevocationLists lists = fixture.jobs().lists();
  private final StaffMember operator = ca.staff("operator");

  @AfterEach
  void end() {
    fixture.close();
  }

  private List<CardCertificate> signature(int residents) {
    return fixture.issue(residents).stream()
        .filter(one -> one.kind() == Authority.SIGNATURE)
        .toList();
  }

  private String open(StaffMember caller, ListedBy by) {
    return done(lists.open(caller, CaFixture.request(caller), Authority.SIGNATURE, by))
        .result()
        .id();
  }

  private Outcome<Answered<RevocationList>> add(String id, String... lines) {
    return lists.add(operator, CaFixture.request(operator), id, Optional.empty(), List.of(lines));
  }

  private static String[] serials(List<CardCertificate> certificates) {
    return certificates.stream().map(one -> one.serial().toString()).toArray(String[]::new);
  }

  /** As {@code LC_ALL=C sort list.txt | sha256sum} computes it. */
  private static ListSeal seal(String... lines) {
    String text = String.join("\n", List.of(lines).stream().sorted().toList()) + "\n";
    return new ListSeal(lines.length, Fingerprint.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private Outcome<Answered<RevocationList>> seal(String id, ListSeal said) {
    return lists.seal(operator, CaFixture.request(operator), id, said);
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return refusal(outcome).code();
  }

  private RevocationJob carriedOut(String list) {
    String id = done(propose(list)).order().id();
    done(fixture.approve(ca.staff("operator2"), id));
    RevocationWork work = fixture.work(new Node("one", UUID.randomUUID().toString()));
    for (int i = 0; i < 100 && fixture.row(id).state() == RevocationJobState.RUNNING; i++) {
      work.round();
      ca.clock().advance(Duration.ofSeconds(1));
    }
    return fixture.row(id);
  }

  private Outcome<RevocationJob> propose(String list) {
    return fixture.propose(
        operator, new Choice.OfList(list), RevocationCause.ERRONEOUS_ISSUE, 20_000);
  }

  @Test
  void list_inParts_isSealedProposedAndRevokedUnderItsId() {
    List<CardCertificate> certificates = signature(4);
    String[] all = serials(certificates.subList(0, 3));
    String id = open(operator, ListedBy.SERIALS);
    done(add(id, all[2]));
    assertThat(done(add(id, all[0], all[1])).result().entries()).isEqualTo(3);
    assertThat(code(propose(id))).isEqualTo(RefusalCode.LIST_NOT_SEALED);
    assertThat(done(seal(id, seal(all))).result().seal()).contains(seal(all));
    RevocationJob job = carriedOut(id);
    assertThat(job.order().id()).isEqualTo(id);
    assertThat(job.state()).isEqualTo(RevocationJobState.FINISHED);
    assertThat(job.counts()).isEqualTo(new Counts(3, 3, 0));
    assertThat(certificates.subList(0, 3)).allMatch(one -> fixture.revokedOnce(one, id));
    assertThat(fixture.now(certificates.getLast()).isRevoked()).isFalse();
    assertThat(JobView.of(job).selection().listSha256()).isEqualTo(seal(all).sha256().toString());
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'revocation-job-proposed' AND body"
                    + " LIKE ?",
                "%serials signature list of " + seal(all) + "%"))
        .isOne();
    assertThat(code(propose(id))).isEqualTo(RefusalCode.LIST_PROPOSED);
  }

  /** A whole list, whatever dies in between. */
  @Test
  void list_serverDiesAtEveryStep_isRevokedOnceAndWhole() {
    List<CardCertificate> certificates = signature(3);
    String[] all = serials(certificates);
    String id = open(operator, ListedBy.SERIALS);
    done(add(id, all));
    done(seal(id, seal(all)));
    RevocationCause cause = RevocationCause.ERRONEOUS_ISSUE;
    done(fixture.propose(operator, new Choice.OfList(id), cause, 10));
    done(fixture.approve(ca.staff("operator2"), id));
    assertThat(fixture.carryOutDying(id, () -> {})).isGreaterThan(20);
    assertThat(fixture.row(id).state()).isEqualTo(RevocationJobState.FINISHED);
    assertThat(fixture.row(id).counts()).isEqualTo(new Counts(3, 3, 0));
    assertThat(certificates).allMatch(one -> fixture.revokedOnce(one, id));
  }

  /** What the leak is known by is the key, not the certificate. */
  @Test
  void list_ofKeys_revokesWhatWasCertifiedOverThem() {
    CardCertificate one = signature(2).getFirst();
    byte[] hash =
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT key_hash FROM ca.certificate WHERE serial = ?",
                        one.serial().octets())
                    .mapTo(byte[].class)
                    .one());
    String key = HexFormat.of().formatHex(hash);
    String id = open(operator, ListedBy.KEYS);
    String unknown = "0".repeat(64);
    assertThat(refusal(add(id, key, unknown, "0a")).detail())
        .isEqualTo(
            "line 2 names no certificate of the authority: " + unknown + "; line 3 is malformed");
    done(add(id, key));
    done(seal(id, seal(key)));
    assertThat(carriedOut(id).counts()).isEqualTo(new Counts(1, 1, 0));
    assertThat(fixture.revokedOnce(one, id)).isTrue();
  }

  @Test
  void add_withFaults_takesInNothingAndNamesTheLines() {
    String[] some = serials(signature(3));
    String id = open(operator, ListedBy.SERIALS);
    done(add(id, some[0]));
    CardCertificate identification = fixture.issue().getLast();
    assertThat(identification.kind()).isEqualTo(Authority.USER_IDENTIFICATION);
    String foreign = identification.serial().toString();
    Outcome<?> refused = add(id, some[1], "xyz", some[0], some[1], "0a", foreign);
    assertThat(code(refused)).isEqualTo(RefusalCode.LIST_LINES_REFUSED);
    assertThat(refusal(refused).detail())
        .isEqualTo(
            "line 3 is malformed; line 4 is on the list: %s; line 5 says the same as line 2;"
                    .formatted(some[0])
                + " line 6 names no certificate of the authority: 0a;"
                + " line 7 names no certificate of the authority: "
                + foreign);
    assertThat(done(lists.read(operator, id)).entries()).isOne();
    Outcome<?> numbered =
        lists.add(operator, CaFixture.request(operator), id, Optional.of(70_001L), List.of("0a"));
    assertThat(refusal(numbered).detail()).startsWith("line 70001 names no certificate");
  }

  @Test
  void add_manyFaults_namesTheFirstAndCountsTheRest() {
    String id = open(operator, ListedBy.SERIALS);
    String[] lines = new String[25];
    Arrays.setAll(lines, i -> "?" + i);
    assertThat(refusal(add(id, lines)).detail())
        .startsWith("line 1 is malformed; ")
        .endsWith("line 20 is malformed; and 5 more lines");
  }

  @Test
  void add_repeated_isAnsweredAgainAndStandsThereOnce() {
    String[] some = serials(signature(1));
    String id = open(operator, ListedBy.SERIALS);
    RequestId request = CaFixture.request(operator);
    done(lists.add(operator, request, id, Optional.empty(), List.of(some)));
    assertThat(lists.add(operator, request, id, Optional.empty(), List.of(some)))
        .isInstanceOf(Outcome.Repeated.class);
    assertThat(done(lists.read(operator, id)).entries()).isOne();
  }

  @Test
  void add_ofAnotherMunicipality_isRefusedToItsSupervisor() {
    StaffMember other = ca.staff("supervisor-13221");
    String id = open(other, ListedBy.SERIALS);
    String here = signature(1).getFirst().serial().toString();
    Outcome<?> refused =
        lists.add(other, CaFixture.request(other), id, Optional.empty(), List.of(here));
    assertThat(refusal(refused).detail()).isEqualTo("line 1 is of another municipality: " + here);
    assertThat(code(lists.read(fixture.supervisor(), id)))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    assertThat(code(lists.read(operator, UUID.randomUUID().toString())))
        .isEqualTo(RefusalCode.LIST_UNKNOWN);
  }

  /** Neither whoever sent it nor whoever approves it gets anything else than what was said. */
  @Test
  void seal_otherThanSaid_isRefused_andNothingIsAddedBehindIt() {
    String[] some = serials(signature(3));
    String id = open(operator, ListedBy.SERIALS);
    assertThat(code(seal(id, seal(some[0])))).isEqualTo(RefusalCode.LIST_DIFFERS);
    Refusal empty = refusal(seal(id, new ListSeal(0, Fingerprint.of(new byte[0]))));
    assertThat(empty.code()).isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(empty.detail()).isEqualTo("nothing is on the list");
    done(add(id, some[0], some[1]));
    ListSeal right = seal(some[0], some[1]);
    for (ListSeal wrong :
        List.of(new ListSeal(3, right.sha256()), seal(some[0], some[2]), seal(some[0]))) {
      assertThat(refusal(seal(id, wrong)).code()).isEqualTo(RefusalCode.LIST_DIFFERS);
      assertThat(refusal(seal(id, wrong)).detail()).isEqualTo(right.toString());
    }
    done(seal(id, right));
    assertThat(code(seal(id, right))).isEqualTo(RefusalCode.LIST_SEALED);
    assertThat(code(add(id, some[2]))).isEqualTo(RefusalCode.LIST_SEALED);
    // Somebody changes it in the database, between the proposal and the approval.
    String job = done(propose(id)).order().id();
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO ca.revocation_job_serial (job_id, issuer_no, serial)
                SELECT ?, issuer_no, serial FROM ca.certificate WHERE serial = ?
                """,
                id,
                HexFormat.of().parseHex(some[2])));
    assertThat(code(fixture.approve(ca.staff("operator2"), job)))
        .isEqualTo(RefusalCode.LIST_DIFFERS);
    assertThat(fixture.row(job).state()).isEqualTo(RevocationJobState.PROPOSED);
  }

  @Test
  void job_overWhatIsRevokedOrRanOut_countsItAsAlready() {
    List<CardCertificate> certificates = signature(2);
    String[] both = serials(certificates);
    String first = open(operator, ListedBy.SERIALS);
    done(add(first, both[0]));
    done(seal(first, seal(both[0])));
    assertThat(carriedOut(first).counts()).isEqualTo(new Counts(1, 1, 0));
    String second = open(operator, ListedBy.SERIALS);
    done(add(second, both));
    done(seal(second, seal(both)));
    assertThat(carriedOut(second).counts()).isEqualTo(new Counts(2, 1, 1));
    assertThat(fixture.revokedOnce(certificates.getFirst(), first)).isTrue();
    ca.clock().advance(Duration.ofDays(4_000));
    String late = open(operator, ListedBy.SERIALS);
    done(add(late, both));
    done(seal(late, seal(both)));
    assertThat(carriedOut(late).counts()).isEqualTo(new Counts(2, 0, 2));
  }

  @Test
  void open_tooOften_isRefused() {
    List<Outcome<?>> all = new ArrayList<>();
    StaffMember supervisor = fixture.supervisor();
    for (int i = 0; i < 11; i++) {
      all.add(
          lists.open(
              supervisor, CaFixture.request(supervisor), Authority.SIGNATURE, ListedBy.KEYS));
    }
    assertThat(all.subList(0, 10)).allMatch(Outcome.Done.class::isInstance);
    assertThat(code(all.getLast())).isEqualTo(RefusalCode.REQUEST_INVALID);
  }
}
