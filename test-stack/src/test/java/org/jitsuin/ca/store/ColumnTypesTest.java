package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Type;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.CardEnd;
import org.jitsuin.ca.model.Residency;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("stack")
class ColumnTypesTest {
  private static final Jdbi DATABASE = TestStack.shared().jdbi("ca");

  private static final Type AUTHORITIES = new GenericType<Set<Authority>>() {}.getType();
  private static final Type KINDS = new GenericType<Set<ApplicationKind>>() {}.getType();
  private static final Type MAYBE = new GenericType<Optional<Instant>>() {}.getType();

  /** Values in the form of their columns. */
  public record Kept(String instant, String authority, String reason, String serial) {}

  static Stream<Arguments> values() throws GeneralSecurityException {
    return Stream.of(
        Arguments.of(Instant.class, Instant.ofEpochMilli(0)),
        Arguments.of(Instant.class, Instant.parse("2025-10-27T01:02:03.456Z")),
        Arguments.of(Instant.class, Instant.ofEpochMilli(Long.MAX_VALUE)),
        Arguments.of(MAYBE, Optional.of(Instant.ofEpochMilli(1))),
        Arguments.of(MAYBE, Optional.empty()),
        Arguments.of(LocalDate.class, LocalDate.of(1873, 1, 1)),
        Arguments.of(LocalDate.class, LocalDate.of(2024, 2, 29)),
        Arguments.of(BirthDate.class, BirthDate.parse("1950-00-00")),
        Arguments.of(BirthDate.class, BirthDate.parse("2008-12-31")),
        Arguments.of(Serial.class, Serial.parse("01")),
        Arguments.of(Serial.class, Serial.parse("7f" + "ff".repeat(19))),
        Arguments.of(Fingerprint.class, Fingerprint.of(new byte[] {1})),
        Arguments.of(Bytes.class, Bytes.of(new byte[] {0, -1, 127})),
        Arguments.of(Bytes.class, Bytes.of(new byte[0])),
        Arguments.of(TreeHash.class, TreeHash.EMPTY),
        Arguments.of(
            GeneralNames.class,
            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, "http://x/"))),
        Arguments.of(
            PublicKey.class, KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic()),
        Arguments.of(
            X509Certificate.class,
            DATABASE.withHandle(handle ->
                handle
                    .select("SELECT certificate FROM status.issuer ORDER BY issuer_no LIMIT 1")
                    .mapTo(X509Certificate.class)
                    .one())),
        Arguments.of(AUTHORITIES, Set.of()),
        Arguments.of(AUTHORITIES, Set.of(Authority.SIGNATURE)),
        Arguments.of(AUTHORITIES, Set.of(Authority.values())),
        Arguments.of(KINDS, Set.of(ApplicationKind.PIN, ApplicationKind.LIFT)));
  }

  /** Every constant of every enum that is kept somewhere. */
  static Stream<Arguments> constants() {
    return Stream.of(
            Authority.class,
            ApplicationKind.class,
            ApplicationState.class,
            CardEnd.Cause.class,
            PlannedChange.Kind.class,
            RefusalCode.class,
            Residency.State.class,
            RevocationCause.class,
            RevocationJobState.class,
            RevocationReason.class,
            Role.class,
            Sex.class,
            SignatureScheme.class,
            SigningIntent.Purpose.class,
            Stay.Status.class)
        .flatMap(
            type -> Arrays.stream(type.getEnumConstants()).map(value -> Arguments.of(type, value)));
  }

  @ParameterizedTest
  @MethodSource({"values", "constants"})
  void bindAndRead_ofEachType_givesTheSameAgain(Type type, Object value) {
    Object read =
        DATABASE.withHandle(handle ->
            handle
                .createQuery("SELECT :value AS value")
                .bindByType("value", value, type)
                .map(row -> row.getColumn("value", type))
                .one());
    assertThat(read).isEqualTo(value);
  }

  @Test
  void bind_valueOfItsOwnClass_isKeptInItsColumnsForm() {
    Kept kept =
        DATABASE.withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT CAST(:instant AS CHAR) AS instant, :authority AS authority,
                      CAST(:reason AS CHAR) AS reason, HEX(:serial) AS serial
                    """)
                .bind("instant", Instant.ofEpochSecond(1))
                .bind("authority", Optional.of(Authority.USER_IDENTIFICATION))
                .bind("reason", RevocationReason.CERTIFICATE_HOLD)
                .bind("serial", Serial.parse("00ab"))
                .mapTo(Kept.class)
                .one());
    assertThat(kept).isEqualTo(new Kept("1000", "user-identification", "6", "AB"));
  }

  /** A row reads differently from what was written rather than silently as something else. */
  @Test
  void read_idThatIsNotKnown_fails() {
    for (Type type : List.of(Authority.class, AUTHORITIES)) {
      assertThatIllegalStateException()
          .isThrownBy(() ->
              DATABASE.withHandle(handle ->
                  handle
                      .createQuery("SELECT 'signature-2' AS value")
                      .map(row -> row.getColumn("value", type))
                      .one()))
          .withMessageContaining("signature-2");
    }
  }
}
