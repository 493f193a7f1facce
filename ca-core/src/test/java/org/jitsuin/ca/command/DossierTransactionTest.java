package org.jitsuin.ca.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.Change;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.testing.CaFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class DossierTransactionTest {
  private static final LifeCycle LIFE_CYCLE = new LifeCycle(CaFixture.POLICY);
  private static final Actor ACTOR = new Actor.Component("test", "test");

  private final CaFixture ca = CaFixture.started();

  /** Entries and disclosures are found by it: others write into the same log. */
  private final String mark = UUID.randomUUID().toString();

  @AfterEach
  void close() {
    ca.close();
  }

  private <T> T run(Function<DossierTransaction, T> work) {
    Instant now = ca.clock().instant();
    return ca.transactions()
        .run(handle ->
            work.apply(new DossierTransaction(handle, LIFE_CYCLE, ca.auditLog(), ACTOR, now)));
  }

  private static Command revoke(CardCertificate certificate) {
    return new Command.Revoke(
        certificate.kind(), certificate.serial(), RevocationCause.HOLDER_REQUEST, Optional.empty());
  }

  private int version(Card card) {
    return ca.transactions()
        .run(handle -> Dossiers.read(handle, card.registerId()))
        .orElseThrow()
        .version();
  }

  private long disclosures() {
    return ca.count("SELECT COUNT(*) FROM audit.disclosure WHERE data LIKE ?", "%" + mark + "%");
  }

  private long entries(Card card) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE card = ? AND body LIKE ?",
        card.id(),
        "%" + mark + "%");
  }

  @Test
  void decide_severalCommands_eachOnWhatTheOnesBeforeLeftAndWrittenOnce() {
    Card card = ca.card();
    List<CardCertificate> certificates = ca.issueBoth(card);
    int before = version(card);

    Outcome<Performed> again =
        run(dossiers -> {
          dossiers.lock(List.of(card.registerId()));
          for (CardCertificate certificate : certificates) {
            Performed performed =
                CaFixture.done(dossiers.decide(card.registerId(), revoke(certificate)));
            dossiers.record(performed, mark, "");
          }
          Outcome<Performed> second =
              dossiers.decide(card.registerId(), revoke(certificates.getFirst()));
          assertThat(dossiers.write()).hasSize(2);
          return second;
        });

    assertThat(CaFixture.done(again).decision().changes()).isEmpty();
    assertThat(entries(card)).isEqualTo(2);
    assertThat(version(card)).isEqualTo(before + 1);
    for (CardCertificate certificate : certificates) {
      assertThat(
              ca.transactions()
                  .run(handle ->
                      CertificateTable.find(handle, certificate.kind(), certificate.serial()))
                  .orElseThrow()
                  .certificate()
                  .revocation())
          .isPresent();
    }
  }

  @Test
  void decide_refused_changesNothing() {
    Card card = ca.card();
    int before = version(card);
    Outcome<Performed> outcome =
        run(dossiers -> {
          dossiers.lock(List.of(card.registerId()));
          Outcome<Performed> refused =
              dossiers.decide(card.registerId(), new Command.Suspend(mark, "test"));
          assertThat(dossiers.write()).isEmpty();
          return refused;
        });
    assertThat(outcome).isEqualTo(Outcome.refused(RefusalCode.CARD_UNKNOWN));
    assertThat(version(card)).isEqualTo(before);
  }

  @Test
  void change_byNoCommand_countsForTheNextDecisionAndIsWritten() {
    Card card = ca.card();
    boolean ward =
        run(dossiers -> {
          dossiers.lock(List.of(card.registerId()));
          var resident = dossiers.dossier(card.registerId()).orElseThrow().resident();
          dossiers.change(
              card.registerId(), List.of(new Change.ResidentChanged(resident.asWard())));
          boolean seen = dossiers.dossier(card.registerId()).orElseThrow().resident().ward();
          dossiers.write();
          return seen;
        });
    assertThat(ward).isTrue();
    assertThat(
            ca.transactions()
                .run(handle -> Dossiers.read(handle, card.registerId()))
                .orElseThrow()
                .dossier()
                .resident()
                .ward())
        .isTrue();
  }

  @Test
  void lock_unknownResident_isNotThere() {
    Optional<Dossier> unknown =
        run(dossiers -> {
          dossiers.lock(List.of(mark));
          return dossiers.dossier(mark);
        });
    assertThat(unknown).isEmpty();
  }

  @Test
  void commit_nothingRecorded_keepsNothing() {
    String hash =
        run(dossiers -> {
          String committed = dossiers.commit(Map.of("note", mark));
          dossiers.write();
          return committed;
        });
    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(disclosures()).isZero();
  }

  @Test
  void commit_ofARecordedAct_isKeptUnderTheHashInItsEntry() {
    Card card = ca.card();
    CardCertificate certificate = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card));
    String hash =
        run(dossiers -> {
          dossiers.lock(List.of(card.registerId()));
          Performed performed =
              CaFixture.done(dossiers.decide(card.registerId(), revoke(certificate)));
          String committed = dossiers.commit(Map.of("note", mark));
          dossiers.record(performed, mark, committed);
          dossiers.write();
          return committed;
        });
    assertThat(disclosures()).isOne();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE card = ? AND body LIKE ?",
                card.id(),
                "%\"evidence\":\"" + hash + "\"%"))
        .isOne();
  }

  @Test
  void commit_noData_isEmpty() {
    String hash = run(dossiers -> dossiers.commit(Map.of()));
    assertThat(hash).isEmpty();
  }
}
