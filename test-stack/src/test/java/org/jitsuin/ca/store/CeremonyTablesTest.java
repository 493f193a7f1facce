package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.profile.SignedCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ceremonies, the log and relying parties leave is read as it was written. */
@Tag("stack")
class CeremonyTablesTest {
  private static final Instant NOW = Instant.parse("2025-10-27T01:02:03.456Z");

  /** No generation has such a number yet. */
  private static final int NUMBER = 200;

  private static X509Certificate certificate(Handle handle) {
    return handle
        .select("SELECT certificate FROM status.issuer ORDER BY issuer_no LIMIT 1")
        .mapTo(X509Certificate.class)
        .one();
  }

  @Test
  void ceremonyRecord_inserted_isFoundByItsHash() {
    Bytes body = Bytes.of("{\"ceremony\":\"試験\"}".getBytes(StandardCharsets.UTF_8));
    Undone.transaction(handle -> {
      int before = CeremonyRecordTable.all(handle).size();
      CeremonyRecordTable.insert(handle, "test", body, NOW);
      KeptCeremonyRecord kept = CeremonyRecordTable.find(handle, body.fingerprint()).orElseThrow();
      assertThat(kept).isEqualTo(new KeptCeremonyRecord(kept.number(), "test", body));
      assertThat(CeremonyRecordTable.all(handle)).hasSize(before + 1).last().isEqualTo(kept);
    });
  }

  @Test
  void rollOver_begunAndCompleted_isOpenMeanwhileAndTheOnlyOne() {
    OpenRollOver rollOver =
        new OpenRollOver(NUMBER, new Issuer(Authority.SIGNATURE, 99), 1, "{}", NOW);
    Undone.transaction(handle -> {
      RollOverTable.begin(handle, rollOver);
      assertThat(RollOverTable.open(handle)).contains(rollOver);
      assertThatExceptionOfType(JdbiException.class)
          .isThrownBy(() ->
              RollOverTable.begin(
                  handle,
                  new OpenRollOver(
                      NUMBER + 1, new Issuer(Authority.USER_IDENTIFICATION, 99), 2, "{}", NOW)));
      assertThat(RollOverTable.complete(handle, NUMBER, NOW, NOW.plusSeconds(30))).isTrue();
      assertThat(RollOverTable.open(handle)).isEmpty();
      assertThat(RollOverTable.complete(handle, NUMBER, NOW, NOW.plusSeconds(30))).isFalse();
    });
  }

  @Test
  void links_ofAGeneration_areThoseOfItsKeyAndOverItsKey() {
    Undone.transaction(handle -> {
      X509Certificate certificate = certificate(handle);
      LinkCertificate by = new LinkCertificate(NUMBER, NUMBER + 1, certificate);
      LinkCertificate over = new LinkCertificate(NUMBER + 1, NUMBER, certificate);
      List.of(over, by, new LinkCertificate(NUMBER + 1, NUMBER + 2, certificate))
          .forEach(link -> RollOverTable.insert(handle, link));
      assertThat(RollOverTable.links(handle, NUMBER)).containsExactly(by, over);
    });
  }

  @Test
  void logKey_inserted_isTheOneThatSigns() throws Exception {
    LogKey key =
        new LogKey(
            99,
            "example.net/log",
            SignatureScheme.ECDSA_P256_SHA256,
            "label",
            KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic());
    Undone.transaction(handle -> {
      LogTable.insert(handle, key, NOW);
      assertThat(LogTable.key(handle)).contains(key);
    });
  }

  @Test
  void checkpoint_intendedAndCompleted_hasItsNoteOnceItIsSigned() {
    long size = Long.MAX_VALUE / 2;
    TreeHash root = TreeHash.leaf(new byte[] {1});
    Undone.transaction(handle -> {
      LogTable.intend(handle, new Checkpoint("origin", size, root), NOW);
      KeptCheckpoint intended = new KeptCheckpoint(size, root, NOW, Optional.empty());
      assertThat(LogTable.latest(handle)).contains(intended);
      assertThat(LogTable.page(handle, size - 1, 10)).isEmpty();
      LogTable.complete(handle, size, "note\n", 2);
      KeptCheckpoint signed = new KeptCheckpoint(size, root, NOW, Optional.of("note\n"));
      assertThat(LogTable.latest(handle)).contains(signed);
      assertThat(LogTable.page(handle, size - 1, 10)).containsExactly(signed);
      assertThat(LogTable.witnessed(handle)).contains(signed);
    });
  }

  @Test
  void relyingParty_registered_isReadWithWhatItMayAskAbout() {
    for (Set<Authority> authorities :
        List.of(Set.of(Authority.SIGNATURE), Set.of(Authority.values()))) {
      Undone.transaction(handle -> {
        long number = RelyingPartyTable.insert(handle, "x-party", authorities);
        RelyingParty party = new RelyingParty(number, "x-party", authorities, true);
        assertThat(RelyingPartyTable.find(handle, "x-party")).contains(party);
        assertThat(RelyingPartyTable.page(handle, number - 1, 10)).containsExactly(party);
        RelyingParty ended = new RelyingParty(number, "x-party", Set.of(), false);
        RelyingPartyTable.update(handle, ended);
        assertThat(RelyingPartyTable.lock(handle, "x-party")).contains(ended);
      });
    }
  }

  @Test
  void relyingParty_withACertificate_isRecognisedByItUntilItIsTakenAway() {
    Undone.transaction(handle -> {
      X509Certificate certificate = certificate(handle);
      Fingerprint hash = Fingerprint.of(SignedCertificate.der(certificate));
      RelyingPartyTable.insert(handle, "x-party", Set.of(Authority.SIGNATURE), certificate);
      long number = RelyingPartyTable.find(handle, "x-party").orElseThrow().number();
      assertThat(RelyingPartyTable.owner(handle, hash)).contains(number);
      assertThat(RelyingPartyTable.certificates(handle, number))
          .containsExactly(
              new RelyingPartyCertificate(
                  hash,
                  certificate.getNotBefore().toInstant(),
                  certificate.getNotAfter().toInstant()));
      RelyingPartyTable.delete(handle, hash);
      assertThat(RelyingPartyTable.owner(handle, hash)).isEmpty();
    });
  }
}
