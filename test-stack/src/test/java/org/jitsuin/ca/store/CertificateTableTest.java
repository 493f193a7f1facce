package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CardCertificate.Crl;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.profile.CrlPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("stack")
class CertificateTableTest {
  private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2029-12-31T14:59:59Z");
  private static final Instant NOW = Instant.parse("2025-10-27T01:02:03.456Z");
  private static final LocalDate DAY = LocalDate.of(2025, 1, 1);

  private static final String RESIDENT = "x-" + UUID.randomUUID();

  private static final Card CARD =
      new Card(
          UUID.randomUUID().toString(),
          RESIDENT,
          "47382",
          DAY,
          DAY.plusYears(10),
          new Card.Term(DAY.plusYears(10), false),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** A certificate of the card; its serial number is of its place, so that each has its own. */
  private static NewCertificate certificate(Handle handle, int place, Instant begin, Instant end) {
    int number =
        handle
            .select("SELECT MIN(issuer_no) FROM status.issuer WHERE authority = 'signature'")
            .mapTo(int.class)
            .one();
    Issuer issuer =
        handle
            .select("SELECT authority, generation FROM status.issuer WHERE issuer_no = ?", number)
            .mapTo(Issuer.class)
            .one();
    CrlPartition partition = PartitionTable.find(handle, number, "47382").orElseThrow();
    Bytes der = Bytes.of(new byte[] {0x30, (byte) place});
    return new NewCertificate(
        new CardCertificate(
            issuer,
            number,
            Serial.parse("6e" + "0".repeat(30) + "0" + place),
            CARD.id(),
            place,
            new Crl(partition.id(), partition.number()),
            begin,
            end,
            Optional.empty()),
        RESIDENT,
        "47382",
        "x " + place + RESIDENT,
        der.fingerprint(),
        der);
  }

  private static NewCertificate insert(Handle handle) {
    Holder holder =
        new Holder(
            RESIDENT,
            "47382",
            RegisterText.plain("花子"),
            RegisterText.plain("与那国"),
            Sex.FEMALE,
            LocalDate.of(1990, 1, 1));
    ResidentTable.insert(
        handle, List.of(Resident.registered(holder, Optional.empty(), false, NOW)));
    CardTable.insert(handle, List.of(CARD), NOW);
    NewCertificate fresh = certificate(handle, 1, BEGIN, END);
    CertificateTable.insert(handle, List.of(fresh));
    return fresh;
  }

  @Test
  void certificate_inserted_isFoundByItsNumberItsCardItsHolderAndItsKey() {
    Undone.transaction(handle -> {
      NewCertificate fresh = insert(handle);
      CardCertificate certificate = fresh.certificate();
      OwnedCertificate owned = new OwnedCertificate(certificate, RESIDENT);
      assertThat(CertificateTable.find(handle, Authority.SIGNATURE, certificate.serial()))
          .contains(owned);
      assertThat(CertificateTable.find(handle, Authority.USER_IDENTIFICATION, certificate.serial()))
          .isEmpty();
      assertThat(CertificateTable.ofResidents(handle, List.of(RESIDENT))).containsExactly(owned);
      assertThat(CertificateTable.ofCard(handle, CARD.id()))
          .containsExactly(new FiledCertificate(certificate, fresh.der()));
      assertThat(CertificateContentTable.ofCards(handle, List.of(CARD.id())))
          .containsExactly(fresh.der());
      assertThat(
              CertificateContentTable.find(
                  handle, certificate.issuerNumber(), certificate.serial()))
          .contains(fresh.der());
      assertThat(
              CertificateTable.certifiedKeys(
                  handle, List.of(fresh.keyHash(), Fingerprint.of(new byte[] {9}))))
          .containsExactly(fresh.keyHash());
    });
  }

  static Stream<Optional<Revocation>> revocations() {
    Optional<Instant> earlier = Optional.of(NOW.minusSeconds(60));
    return Stream.of(
        Optional.empty(),
        Optional.of(new Revocation(NOW, RevocationReason.CERTIFICATE_HOLD, Optional.empty())),
        Optional.of(new Revocation(NOW, RevocationReason.UNSPECIFIED, Optional.empty())),
        Optional.of(new Revocation(NOW, RevocationReason.KEY_COMPROMISE, earlier)));
  }

  /** Whatever it was before, good again included. */
  @ParameterizedTest
  @MethodSource("revocations")
  void certificate_updated_isReadAsItIsNow(Optional<Revocation> now) {
    Undone.transaction(handle -> {
      CardCertificate certificate = insert(handle).certificate();
      for (Optional<Revocation> before : revocations().toList()) {
        CertificateTable.update(handle, List.of(certificate.with(before)));
        CertificateTable.update(handle, List.of(certificate.with(now)));
        assertThat(CertificateTable.find(handle, Authority.SIGNATURE, certificate.serial()))
            .contains(new OwnedCertificate(certificate.with(now), RESIDENT));
      }
    });
  }

  /** A card never has two of a kind, and one on hold may become good again. */
  @ParameterizedTest
  @MethodSource("revocations")
  void insert_whereTheCardHasOne_isRefusedUnlessThatIsRevoked(Optional<Revocation> revocation) {
    Undone.transaction(handle -> {
      CardCertificate first = insert(handle).certificate().with(revocation);
      CertificateTable.update(handle, List.of(first));
      List<NewCertificate> second = List.of(certificate(handle, 2, NOW, END));
      if (first.isRevoked()) {
        CertificateTable.insert(handle, second);
        assertThat(CertificateTable.ofResidents(handle, List.of(RESIDENT))).hasSize(2);
      } else {
        assertThatExceptionOfType(JdbiException.class)
            .isThrownBy(() -> CertificateTable.insert(handle, second));
      }
    });
  }

  @Test
  void insert_whereTheCardsOneHasRunOut_takesItsPlace() {
    Undone.transaction(handle -> {
      insert(handle);
      CertificateTable.insert(
          handle,
          List.of(certificate(handle, 2, END.plusSeconds(1), END.plus(Duration.ofDays(9)))));
      assertThat(CertificateTable.ofResidents(handle, List.of(RESIDENT)))
          .extracting(owned -> owned.certificate().chainNumber())
          .containsExactly(1, 2);
    });
  }
}
