package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jitsuin.audit.tlog.NoteKey.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoteTest {
  private static final String ORIGIN = "log.example/audit";
  private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 0, TreeHash.EMPTY);

  private final KeyPair logKeys = keys("EC");
  private final NoteKey logKey = NoteKey.ofLog(ORIGIN, logKeys.getPublic());
  private final KeyPair witnessKeys = keys("Ed25519");
  private final Cosigner witness =
      new Cosigner(
          NoteKey.ofWitness("witness.example/w1", witnessKeys.getPublic()),
          witnessKeys.getPrivate());

  @TempDir private Path directory;

  private static KeyPair keys(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SignedNote signed(Checkpoint checkpoint) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(logKeys.getPrivate());
      signer.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      return new SignedNote(checkpoint.text(), List.of(logKey.signature(signer.sign())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void check_ofALogsOwnSignature_isValidOnlyForItsTextAndKey() {
    SignedNote note = signed(CHECKPOINT);
    assertThat(logKey.check(note)).isEqualTo(Verdict.VALID);
    SignedNote other = new SignedNote(note.text().replace("\n0\n", "\n1\n"), note.signatures());
    assertThat(logKey.check(other)).isEqualTo(Verdict.FORGED);
    NoteKey stranger = NoteKey.ofLog(ORIGIN, keys("EC").getPublic());
    assertThat(stranger.check(note)).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void check_ofACosignature_isValidOnlyForItsTextAndTime() {
    SignedNote.Signature cosignature = witness.cosign(CHECKPOINT.text(), Instant.EPOCH);
    SignedNote note = signed(CHECKPOINT).with(cosignature);
    assertThat(note.signatures()).hasSize(2);
    assertThat(witness.key().check(note)).isEqualTo(Verdict.VALID);
    byte[] later = cosignature.value();
    later[7]++;
    SignedNote forged = note.with(witness.key().signature(later));
    assertThat(forged.signatures()).hasSize(2);
    assertThat(witness.key().check(forged)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void parse_ofWhatWasWritten_givesTheSame() {
    SignedNote note =
        signed(CHECKPOINT).with(witness.cosign(CHECKPOINT.text(), Instant.ofEpochSecond(1)));
    SignedNote read = SignedNote.parse(note.bytes()).orElseThrow();
    assertThat(read.bytes()).isEqualTo(note.bytes());
    assertThat(logKey.check(read)).isEqualTo(Verdict.VALID);
    assertThat(witness.key().check(read)).isEqualTo(Verdict.VALID);
    assertThat(Checkpoint.parse(read.text())).contains(CHECKPOINT);
    for (NoteKey key : List.of(logKey, witness.key())) {
      assertThat(NoteKey.parse(key.toString())).contains(key);
    }
  }

  @Test
  void parse_ofTheSpecificationsCheckpoint_givesItsParts() {
    String note =
        """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        """;
    SignedNote read = SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(read.signatures()).hasSize(1);
    assertThat(new String(read.bytes(), StandardCharsets.UTF_8)).isEqualTo(note);
    assertThat(Checkpoint.parse(read.text()).orElseThrow().size()).isEqualTo(20_852_163);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\n1\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
      })
  void parse_ofNoCheckpoint_isEmpty(String text) {
    assertThat(Checkpoint.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 na+me AAAAAAA=\n",
        "text\n\n\u2014 name AAAAAAA=",
        "te\txt\n\n\u2014 n AAAAAAA=\n"
      })
  void parse_ofNoNote_isEmpty(String text) {
    assertThat(SignedNote.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Property
  void parse_ofAnything_neverFails(@ForAll byte[] bytes) {
    assertThat(SignedNote.parse(bytes).map(note -> note.bytes().length).orElse(bytes.length))
        .isEqualTo(bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        // Ed25519 without time: the specification's own example, of a kind that nobody signs with
        // here.
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "name+00000000+BA==",
        "name+00000000+AgAA"
      })
  void parse_ofNoKey_isEmpty(String text) {
    assertThat(NoteKey.parse(text)).isEmpty();
  }

  @Test
  void shows_withAProof_onlyItsEntry() {
    LogFiles files = Entries.log(directory, 600);
    Tree tree = new Tree(600, files);
    SignedNote note = signed(new Checkpoint(ORIGIN, 600, tree.root()));
    LogProof proof = new LogProof(300, tree.inclusion(300), note);
    LogProof read = LogProof.parse(proof.text()).orElseThrow();
    assertThat(read.text()).isEqualTo(proof.text());
    assertThat(read.shows(Entries.entry(300))).isTrue();
    assertThat(read.shows(Entries.entry(301))).isFalse();
    assertThat(logKey.check(read.checkpoint())).isEqualTo(Verdict.VALID);
    String extra = proof.text().replace("\nindex", "\nextra AAAA\nindex");
    assertThat(LogProof.parse(extra).map(LogProof::text)).contains(proof.text());
    assertThat(LogProof.parse(proof.text().replace("index 300", "index 0300"))).isEmpty();
    assertThat(LogProof.parse("")).isEmpty();
  }
}
