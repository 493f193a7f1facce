package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ocsp.OcspSettings;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Party;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.testing.Tls;
import org.jitsuin.ocsp.wire.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A responder that is not open to everybody. */
@Tag("stack")
class RegisteredPartiesTest {
  private static final AlgorithmIdentifier SHA_512 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512);
  private static final AlgorithmIdentifier SHA3_256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha3_256);

  private final StoppedClock clock = StoppedClock.afterCeremony();
  private final Instant now = clock.instant();
  private final Lab lab = new Lab(clock, Map.of("jitsuin.ocsp.requesters", "registered"));
  private final Jdbi ca = lab.stack.jdbi("ca");
  private final Serial serial = lab.rows.issue(Lab.SIGNATURE);

  @AfterEach
  void close() {
    lab.close();
  }

  private List<String> ask(Party party, int issuer, Serial asked) {
    return Statuses.of(lab.post(party.sign(lab.certId(issuer, asked))));
  }

  /** By each that requests may be signed with; ML-DSA is not among them. */
  @ParameterizedTest
  @EnumSource(value = SignatureScheme.class, mode = EnumSource.Mode.EXCLUDE, names = "ML_DSA_65")
  void post_signedByARegisteredParty_isAnswered(SignatureScheme scheme) {
    Party party = new Party(scheme, now, now.plusSeconds(1));
    party.registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    assertThat(ask(party, Lab.SIGNATURE, serial)).containsExactly("good");
  }

  @Test
  void post_notSigned_needsASignature() {
    lab.refreshed();
    assertThat(Statuses.of(lab.ask(Lab.SIGNATURE, serial))).containsExactly("sigRequired");
  }

  @Test
  void post_signedByAStranger_isUnauthorized() {
    lab.refreshed();
    assertThat(ask(Party.at(now), Lab.SIGNATURE, serial)).containsExactly("unauthorized");
  }

  @Test
  void post_anotherRequestUnderTheSignature_isUnauthorized() {
    Party party = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    byte[] request = party.sign(lab.certId(Lab.SIGNATURE, serial));
    byte[] octets = serial.octets();
    int place = indexOf(request, octets) + octets.length - 1;
    request[place] ^= 1;
    assertThat(Statuses.of(lab.post(request))).containsExactly("unauthorized");
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i <= all.length - part.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new IllegalStateException("not in it");
  }

  @Test
  void post_authorityItIsNotRegisteredFor_isUnauthorized() {
    Serial other = lab.rows.issue(Lab.USER_IDENTIFICATION);
    Party party = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    assertThat(ask(party, Lab.USER_IDENTIFICATION, other)).containsExactly("unauthorized");
    assertThat(ask(party, Lab.SIGNATURE, serial)).containsExactly("good");
  }

  @Test
  void post_expiredOrWithdrawn_isUnauthorized() {
    Party expired = new Party(SignatureScheme.ECDSA_P256_SHA256, now, now.plusSeconds(60));
    expired.registered(ca, Authority.SIGNATURE);
    Party withdrawn = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    assertThat(ask(expired, Lab.SIGNATURE, serial)).containsExactly("good");
    assertThat(ask(withdrawn, Lab.SIGNATURE, serial)).containsExactly("good");
    clock.advance(Duration.ofSeconds(61));
    assertThat(ask(expired, Lab.SIGNATURE, serial)).containsExactly("unauthorized");
    ca.useHandle(handle ->
        handle.execute(
            "UPDATE status.relying_party SET active = FALSE WHERE name = ?", withdrawn.name()));
    lab.refreshed();
    assertThat(ask(withdrawn, Lab.SIGNATURE, serial)).containsExactly("unauthorized");
  }

  @Test
  void post_rowOfAnotherPartyDamaged_isAnsweredAsBefore() {
    Party damaged = Party.at(now).registered(ca, Authority.SIGNATURE);
    Party withdrawn = Party.at(now).registered(ca, Authority.SIGNATURE);
    Party party = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    lab.stack
        .jdbi("admin")
        .useHandle(handle -> {
          handle.execute(
              """
              UPDATE status.relying_party_certificate JOIN status.relying_party USING (party_no)
                 SET certificate = 'none' WHERE name = ?
              """,
              damaged.name());
          handle.execute(
              "UPDATE status.relying_party SET active = FALSE WHERE name = ?", withdrawn.name());
        });
    lab.refreshed();
    assertThat(ask(party, Lab.SIGNATURE, serial)).containsExactly("good");
    assertThat(ask(damaged, Lab.SIGNATURE, serial)).containsExactly("unauthorized");
    assertThat(ask(withdrawn, Lab.SIGNATURE, serial)).containsExactly("unauthorized");
  }

  /** As a withdrawal deletes it: the other certificates of the party stay. */
  @Test
  void post_signedWithACertificateThatIsNotRegisteredAnyMore_isUnauthorized() {
    Party withdrawn = Party.at(now).registered(ca, Authority.SIGNATURE);
    Party other = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    assertThat(ask(withdrawn, Lab.SIGNATURE, serial)).containsExactly("good");
    lab.stack
        .jdbi("ca")
        .useHandle(handle ->
            handle.execute(
                """
                DELETE FROM status.relying_party_certificate WHERE party_no =
                  (SELECT party_no FROM status.relying_party WHERE name = ?)
                """,
                withdrawn.name()));
    lab.refreshed();
    assertThat(ask(withdrawn, Lab.SIGNATURE, serial)).containsExactly("unauthorized");
    assertThat(ask(other, Lab.SIGNATURE, serial)).containsExactly("good");
  }

  /** Nothing new is registered, and all the same it is another authority. */
  @Test
  void post_afterItsAuthoritiesChanged_isAnsweredAboutTheseAlone() {
    Party party = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    assertThat(ask(party, Lab.SIGNATURE, serial)).containsExactly("good");
    ca.useHandle(handle ->
        handle.execute(
            "UPDATE status.relying_party SET authorities = 'user-identification' WHERE name = ?",
            party.name()));
    lab.refreshed();
    assertThat(ask(party, Lab.SIGNATURE, serial)).containsExactly("unauthorized");
  }

  @Test
  void partyReload_asConfiguredByDefault_isWithinASecond() {
    assertThat(lab.stack.settings().get(OcspSettings.PARTY_RELOAD))
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void post_beforePartiesAreRead_isTryLater() {
    Party party = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.follow();
    lab.signers.run();
    assertThat(ask(party, Lab.SIGNATURE, serial)).containsExactly("tryLater");
  }

  private HttpResponse<byte[]> getByTls(String credential) throws Exception {
    String base64 =
        Base64.getEncoder().encodeToString(Requests.of(lab.certId(Lab.SIGNATURE, serial)));
    HttpClient client =
        HttpClient.newBuilder().sslContext(new Tls(lab.stack).context(credential)).build();
    try (client) {
      return client.send(
          HttpRequest.newBuilder(URI.create(lab.tlsUrl() + "/" + base64)).build(),
          BodyHandlers.ofByteArray());
    }
  }

  @Test
  void get_tlsWithARegisteredCertificate_isAnsweredAndKeptByNobodyElse() throws Exception {
    lab.refreshed();
    HttpResponse<byte[]> response = getByTls("staff/relying-party");
    assertThat(Statuses.of(Lab.response(response.body()))).containsExactly("good");
    assertThat(response.headers().firstValue("Cache-Control"))
        .hasValue("max-age=900, private, no-transform, must-revalidate");
  }

  @Test
  void get_tlsWithAnotherCertificate_isUnauthorized() throws Exception {
    lab.refreshed();
    HttpResponse<byte[]> response = getByTls("staff/auditor");
    assertThat(Statuses.of(Lab.response(response.body()))).containsExactly("unauthorized");
  }

  /** By each hash the refusals too: who comes once a year must be seen. */
  @Test
  void count_hashes_areThoseOfTheRequests() {
    Party party = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    X509CertificateHolder issuer = lab.issuer(Lab.SIGNATURE);
    for (AlgorithmIdentifier hash :
        List.of(Requests.SHA_1, Requests.SHA_256, Requests.SHA_256, SHA_512, SHA3_256)) {
      lab.post(party.sign(Requests.certId(issuer, serial.value(), hash)));
    }
    lab.refreshed();
    assertThat(hashes(party))
        .containsExactlyInAnyOrder(
            "good sha-1 1", "good sha-256 2", "good other 1", "unauthorized other 1");
  }

  private List<String> hashes(Party party) {
    return lab.stack
        .jdbi("ca")
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT CONCAT_WS(' ', c.kind, c.hash, SUM(c.answers))
                      FROM status.relying_party_count c
                      JOIN status.relying_party p ON p.party_no = c.party_no
                     WHERE p.name = :name GROUP BY c.kind, c.hash
                    """)
                .bind("name", party.name())
                .mapTo(String.class)
                .list());
  }

  private List<String> counts(Party party) {
    return lab.stack
        .jdbi("ca")
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT CONCAT_WS(' ', c.day, c.authority, c.kind, c.answers)
                      FROM status.relying_party_count c
                      JOIN status.relying_party p ON p.party_no = c.party_no
                     WHERE p.name = :name
                     ORDER BY c.authority, c.kind
                    """)
                .bind("name", party.name())
                .mapTo(String.class)
                .list());
  }

  @Test
  void count_whatAPartyWasTold_isWrittenByDayAuthorityAndKind() {
    Serial ended = lab.rows.issue(Lab.SIGNATURE);
    lab.rows.revoke(Lab.SIGNATURE, ended, new Revocation(now, RevocationReason.SUPERSEDED));
    Party party = Party.at(now).registered(ca, Authority.SIGNATURE);
    lab.refreshed();
    ask(party, Lab.SIGNATURE, serial);
    ask(party, Lab.SIGNATURE, serial);
    ask(party, Lab.SIGNATURE, ended);
    ask(party, Lab.USER_IDENTIFICATION, serial);
    lab.refreshed();
    String day = JapanTime.date(now).toString();
    assertThat(counts(party))
        .containsExactly(
            day + " signature good 2", day + " signature revoked 1", day + " none unauthorized 1");
    ask(party, Lab.SIGNATURE, ended);
    lab.refreshed().refreshed();
    assertThat(counts(party)).contains(day + " signature revoked 2", day + " signature good 2");
  }
}
