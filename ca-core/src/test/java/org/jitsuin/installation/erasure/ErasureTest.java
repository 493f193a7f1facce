package org.jitsuin.installation.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.log.LogGate;
import org.jitsuin.ca.log.Sequencer;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.retention.ErasureGround;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.HolderLife;
import org.jitsuin.ca.testing.SetBack;
import org.jitsuin.installation.erasure.Erasure.Order;
import org.jitsuin.installation.reconciliation.Reconciliation;
import org.jitsuin.installation.recovery.PublishedSources;
import org.jitsuin.installation.recovery.Recovery;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.store.Head;
import org.jitsuin.store.Lease;
import org.jitsuin.testing.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators erase one person; everything else is as it was. */
@Tag("stack")
class ErasureTest {
  private final CaFixture ca = CaFixture.started();
  @TempDir private Path home;

  @AfterEach
  void end() {
    ca.close();
  }

  private Erasure erasure() {
    return new Erasure(ca.admin(), Optional.of(home.resolve("drop")), ca.clock());
  }

  private static Order ordered(HolderLife life) {
    return new Order(life.holder().registerId(), ErasureGround.COURT_ORDER, Optional.of("令和八年第一号"));
  }

  private List<StaffMember> operators() {
    return List.of(ca.staff("operator"), ca.staff("operator2"));
  }

  private void revoke(HolderLife life) {
    for (FiledCertificate filed : life.certificates()) {
      CardCertificate certificate = filed.certificate();
      if (ca.count(
              "SELECT COUNT(*) FROM ca.certificate WHERE serial = ? AND standing < 2",
              certificate.serial().octets())
          > 0) {
        done(ca.revoke(ca.clerk(), certificate, RevocationCause.HOLDER_REQUEST, Optional.empty()));
      }
    }
  }

  private List<String> traces(HolderLife life) {
    return Traces.of(life.texts()).inDatabase(ca.admin(), "ca", "status", "audit");
  }

  private LogFiles log() {
    return new LogFiles(home.resolve("log"));
  }

  private Sequencer server() {
    Node node = new Node("e", UUID.randomUUID().toString());
    return new Sequencer(
        ca.transactions(),
        new Lease(ca.transactions(), node, "audit-log", Duration.ofMinutes(1)),
        log(),
        key -> ca.token().key(key.label(), key.scheme()),
        Clocks.system(),
        new Sequencer.Beginning("e", new LogGate(), (_, _) -> Optional.empty()));
  }

  private List<Report.Finding> findings() {
    server().round();
    Checkpoint signed =
        log()
            .checkpoint()
            .flatMap(SignedNote::parse)
            .flatMap(note -> Checkpoint.parse(note.text()))
            .orElseThrow();
    Report report = new Report(Integer.MAX_VALUE);
    new Reconciliation(ca.admin(), log(), report).run(signed, ca.clock().instant());
    return report.findings();
  }

  @Test
  void carryOut_onAnOrder_leavesNothingOfThePerson_andTheLogVerifies() {
    HolderLife life = HolderLife.lived(ca);
    HolderLife other = HolderLife.lived(ca);
    revoke(life);
    List<Report.Finding> before = findings();
    int traces = traces(other).size();
    Erasure.Report dry = erasure().look(ordered(life));
    assertThat(dry.needed() && dry.possible()).as(dry.lines().toString()).isTrue();
    assertThat(dry.lines().toString())
        .contains("1 residents", "1 cards", "2 certificates", "3 resident events", "2 searches")
        .doesNotContain(life.texts().subList(1, life.texts().size()));
    assertThat(traces(life)).isNotEmpty();

    assertThat(erasure().carryOut(ordered(life), operators()).lines()).isEqualTo(dry.lines());

    assertThat(traces(life)).isEmpty();
    assertThat(traces(other)).hasSize(traces);
    List<Report.Finding> after = new ArrayList<>(findings());
    after.removeAll(before);
    assertThat(after).isEmpty();
    for (String kind : List.of("erasure-proposed", "holder-erased")) {
      assertThat(
              ca.count(
                  "SELECT COUNT(*) FROM audit.entry WHERE kind = ? AND LOCATE(?, body) > 0",
                  kind,
                  life.card().id()))
          .isOne();
    }
    assertThat(erasure().look(ordered(life)).needed()).isFalse();
    assertThatThrownBy(() -> erasure().carryOut(ordered(life), operators()))
        .isInstanceOf(SetupFailure.class)
        .hasMessageNotContaining(life.holder().registerId());
  }

  @Test
  void carryOut_whileCertificatesAreGood_isRefusedOnAnyGround() {
    HolderLife life = HolderLife.lived(ca);
    for (ErasureGround ground : ErasureGround.values()) {
      Order order = new Order(life.holder().registerId(), ground, Optional.empty());
      assertThat(erasure().look(order).possible()).isFalse();
      assertThatThrownBy(() -> erasure().carryOut(order, operators()))
          .isInstanceOf(SetupFailure.class);
    }
    assertThat(traces(life)).isNotEmpty();
  }

  @Test
  void carryOut_beforeTenYearsAreOver_takesAnOrder() {
    HolderLife life = HolderLife.lived(ca);
    revoke(life);
    Order without =
        new Order(life.holder().registerId(), ErasureGround.RETENTION_OVER, Optional.empty());
    assertThat(erasure().look(without).lines().getLast())
        .contains("records must be kept until " + life.card().expiresOn().plusYears(10));
    assertThatThrownBy(() -> erasure().carryOut(without, operators()))
        .isInstanceOf(SetupFailure.class);
    assertThat(traces(life)).isNotEmpty();
  }

  /** The answer held certificates of somebody of whom nothing is kept. */
  @Test
  void issue_repeatedAfterTheErasure_isOfAnUnknownCard() {
    HolderLife life = HolderLife.lived(ca);
    revoke(life);
    RequestId request = CaFixture.request(ca.clerk());
    Outcome<Issued> first =
        ca.issue(ca.clerk(), request, life.card(), CaFixture.keys(Authority.SIGNATURE));
    // Suspended, so that there is no answer; on another card there is one.
    assertThat(first).isInstanceOf(Outcome.Refused.class);
    Erasure.Report _ = erasure().carryOut(ordered(life), operators());
    assertThat(
            ((Outcome.Refused<?>)
                    ca.issue(ca.clerk(), request, life.card(), CaFixture.keys(Authority.SIGNATURE)))
                .refusal()
                .code())
        .isEqualTo(RefusalCode.CARD_UNKNOWN);
  }

  @Test
  void carryOut_somebodyOfWhomOnlyEventsCame_isErasedToo() {
    String registerId = "r-" + UUID.randomUUID();
    done(ca.record(CaFixture.move("e-" + UUID.randomUUID(), registerId)));
    Order order = new Order(registerId, ErasureGround.RETENTION_OVER, Optional.empty());
    assertThat(erasure().look(order).lines().toString())
        .contains("1 resident events", "1 scheduled actions");
    Erasure.Report _ = erasure().carryOut(order, operators());
    assertThat(Traces.of(List.of(registerId)).inDatabase(ca.admin(), "ca", "status", "audit"))
        .isEmpty();
  }

  @Test
  void carryOut_linesOfDroppedFiles_goFromTheShelves_andKeepThoseThatWait() throws IOException {
    HolderLife life = HolderLife.lived(ca);
    revoke(life);
    Path drop = home.resolve("drop");
    Files.createDirectories(drop.resolve("done"));
    String line =
        "{\"event\":\"e\",\"registerId\":\"%s\",\"name\":\"%s\"}\n"
            .formatted(life.holder().registerId(), life.holder().name().text());
    String escaped =
        line.replace(
            life.holder().registerId(), "\\u0072" + life.holder().registerId().substring(1));
    String other = "{\"event\":\"f\",\"registerId\":\"somebody\",\"name\":\"山田\"}\n";
    Path done = drop.resolve("done/a.ndjson");
    Path waiting = drop.resolve("b.ndjson");
    Files.writeString(done, line + other + escaped);
    Files.writeString(waiting, other + line);
    assertThat(erasure().look(ordered(life)).lines().getLast()).contains("not taken in yet");
    assertThatThrownBy(() -> erasure().carryOut(ordered(life), operators()))
        .isInstanceOf(SetupFailure.class);
    Files.delete(waiting);
    assertThat(erasure().look(ordered(life)).lines().toString()).contains("2 lines of dropped");
    Erasure.Report _ = erasure().carryOut(ordered(life), operators());
    assertThat(Files.readString(done)).isEqualTo(other);
  }

  /** A backup of the time before brings the person back; those who recover erase them again. */
  @Test
  void recover_aBackupOfTheTimeBefore_erasesAgain() {
    HolderLife life = HolderLife.lived(ca);
    revoke(life);
    server().round();
    long kept = ca.transactions().run(Head.LOG::last);
    Backup backup = Backup.of(ca, life);
    Erasure.Report _ = erasure().carryOut(ordered(life), operators());
    server().round();
    assertThat(traces(life)).isEmpty();

    SetBack setBack = new SetBack(ca.admin());
    backup.putBack();
    setBack.to(kept);
    assertThat(traces(life)).isNotEmpty();
    Recovery recovery =
        new Recovery(
            ca.admin(),
            new PublishedSources(log(), ca.stack().home().resolve("crl")),
            Clocks.system());
    try {
      assertThat(recovery.look().lines()).anyMatch(line -> line.contains("are erased again"));
      Recovery.Report _ = recovery.carryOut(operators());
      assertThat(traces(life)).isEmpty();
    } finally {
      setBack.forget();
      ca.admin().useHandle(handle -> handle.execute("DELETE FROM status.gap"));
    }
  }
}
