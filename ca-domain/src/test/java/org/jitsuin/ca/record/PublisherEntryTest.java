package org.jitsuin.ca.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the CRL publisher may write into the audit log, and what nobody may in its name. */
class PublisherEntryTest {
  private static final Instant AT = Instant.parse("2027-04-01T03:04:05.678Z");
  private static final Actor PUBLISHER = new Actor.Component("crl-publisher", "node-1");
  private static final Issuer ISSUER = new Issuer(Authority.SIGNATURE, 1);
  private static final Fingerprint CRL = Fingerprint.of(new byte[] {1});
  private static final ServiceAct PUBLISHED =
      new ServiceAct.CrlPublished(ISSUER, "13221-g1", 17, AT, AT.plusSeconds(60), 3, CRL);

  private static AuditEntry entry(Actor actor, AuditAct act) {
    return AuditEntry.of(AT, actor, act, new SecureRandom());
  }

  static Stream<AuditEntry> itsOwn() {
    return Stream.of(
        entry(PUBLISHER, PUBLISHED),
        entry(
            new Actor.Component("crl-publisher", "node \"２\"\\"),
            new ServiceAct.CrlPublished(
                new Issuer(Authority.USER_IDENTIFICATION, 255),
                "complete-g255",
                (1L << 53) - 1,
                AT,
                Instant.parse("9999-12-31T23:59:59Z"),
                0,
                CRL)),
        entry(
            PUBLISHER,
            new ServiceAct.DeltaCrlPublished(
                ISSUER, "13221-g1-delta", 17, 12, AT, AT.plusSeconds(60), 3, CRL)),
        entry(
            PUBLISHER,
            new ServiceAct.StatusFilterPublished(
                ISSUER.authority(), 17, AT, AT.plusSeconds(60), 9, CRL, CRL, Optional.empty())),
        entry(
            PUBLISHER,
            new ServiceAct.StatusFilterPublished(
                ISSUER.authority(), 17, AT, AT.plusSeconds(60), 9, CRL, CRL, Optional.of(CRL))));
  }

  @ParameterizedTest
  @MethodSource("itsOwn")
  void read_ofWhatThePublisherWrites_isThatEntry(AuditEntry entry) {
    assertThat(PublisherEntry.read(entry.encoded())).contains(entry);
  }

  static Stream<AuditEntry> ofOthers() {
    Actor staff =
        new Actor.Staff("operator", "ca-operator", Serial.parse("0a"), Optional.of("p-1"));
    UUID random = UUID.randomUUID();
    UUID ofAnotherTime =
        AuditEntry.of(AT.plusMillis(1), PUBLISHER, PUBLISHED, new SecureRandom()).id();
    return Stream.of(
        entry(staff, PUBLISHED),
        entry(new Actor.Component("ca-core", "node-1"), PUBLISHED),
        entry(new Actor.Component("crl-publisher", ""), PUBLISHED),
        entry(new Actor.Component("crl-publisher", "n".repeat(65)), PUBLISHED),
        entry(PUBLISHER, new ServiceAct.ServerStopped()),
        entry(PUBLISHER, new ServiceAct.IssuingClosed("00", Optional.empty())),
        entry(
            PUBLISHER, new ServiceAct.LogRecovered(0, 0, "", 0, 0, AT, AT, List.of("operator 0a"))),
        entry(
            PUBLISHER,
            new ServiceAct.CrlPublished(ISSUER, "../x", 17, AT, AT.plusSeconds(60), 3, CRL)),
        new AuditEntry(random, AT, PUBLISHER, PUBLISHED),
        new AuditEntry(ofAnotherTime, AT, PUBLISHER, PUBLISHED));
  }

  @ParameterizedTest
  @MethodSource("ofOthers")
  void read_ofAnythingElse_isNone(AuditEntry entry) {
    assertThat(PublisherEntry.read(entry.encoded())).isEmpty();
  }

  /** Each begins as an entry that may be written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "}$ | ,\"x\":1}",
        "\"v\":1 | \"v\":2",
        "\"entries\":3 | \"entries\":\"3\"",
        "\"entries\":3 | \"entries\":3.0",
        "\"entries\":3 | \"entries\":3,\"card\":\"x\"",
        "\"entries\":3, | ",
        "\"number\":17 | \"number\":99999999999999999999",
        "\"issuer\":\"signature-g1\" | \"issuer\":\"staff-g1\"",
        "\"issuer\":\"signature-g1\" | \"issuer\":\"signature-g0\"",
        "\"issuer\":\"signature-g1\" | \"issuer\":\"signature-g256\"",
        "\"crl\":\"[0-9a-f]{64}\" | \"crl\":\"00\"",
        "\"crl\":\"[0-9a-f]{64}\" | \"crl\":\"zz\"",
        "\"kind\":\"system\" | \"kind\":\"staff\"",
        "\"act\":\"crl-published\" | \"act\":\"card-suspended\"",
        "\"act\":\"crl-published\" | \"act\":\"delta-crl-published\"",
        "\"at\":\"[^\"]*\" | \"at\":\"2027\"",
        "\"at\":\"[^\"]*\" | \"at\":\"+999999999-12-31T23:59:59.999Z\"",
        "\"act\": | \"act\" :",
        "$ | x",
        "^.*$ | []",
        "^.*$ | {}",
        "^.*$ | x",
        "^.*$ | ''"
      })
  void read_ofOtherOctets_isNone(String part, String other) {
    String body = new String(entry(PUBLISHER, PUBLISHED).encoded(), StandardCharsets.UTF_8);
    String changed = body.replaceFirst(part, other == null ? "" : other);
    assertThat(changed).isNotEqualTo(body);
    assertThat(PublisherEntry.read(changed.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
