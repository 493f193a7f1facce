package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small log as it was written once, with its checkpoints, cosignatures and proofs. The pages of
 * the console check the same file with a program of their own: what one of the two accepts the
 * other must. With the property {@code jitsuin.docs=write} it is written anew.
 */
class GoldenLogTest {
  private static final Path FILE =
      Path.of("src/test/resources/org/jitsuin/audit/tlog/golden-log.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORIGIN = "log.example/audit";

  /** Powers of two, what is beside them, and more than a tile. */
  private static final List<Integer> SIZES = List.of(1, 2, 3, 4, 7, 8, 13, 64, 70, 255, 257, 300);

  @TempDir private Path directory;

  private void write() throws IOException, GeneralSecurityException {
    SoftwareLog log = new SoftwareLog(directory, ORIGIN);
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Cosigner witness =
        new Cosigner(NoteKey.ofWitness("witness.example/w1", keys.getPublic()), keys.getPrivate());
    ObjectNode golden = JSON.createObjectNode();
    golden.put("logKey", log.key().toString()).put("witnessKey", witness.key().toString());
    for (int size : SIZES) {
      SignedNote note = log.grow(size).publish();
      note = note.with(witness.cosign(note.text(), Instant.ofEpochSecond(1_800_000_000L + size)));
      Tree tree = new Tree(size, log.files());
      golden.withArray("checkpoints").add(text(note));
      for (int index : new TreeSet<>(List.of(0, size / 2, size - 1))) {
        golden.withArray("proofs").add(new LogProof(index, tree.inclusion(index), note).text());
      }
      for (int older : SIZES.subList(0, SIZES.indexOf(size) + 1)) {
        ObjectNode consistency = golden.withArray("consistency").addObject();
        consistency.put("older", older).put("size", size);
        tree.consistency(older)
            .forEach(hash -> consistency.withArray("proof").add(hash.toString()));
      }
    }
    Files.writeString(FILE, golden.toPrettyString() + "\n");
  }

  private static String text(SignedNote note) {
    return new String(note.bytes(), StandardCharsets.UTF_8);
  }

  private static SignedNote note(String text) {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  @Test
  void golden_checkpointsAndProofs_hold() throws IOException, GeneralSecurityException {
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      write();
    }
    JsonNode golden = JSON.readTree(FILE.toFile());
    List<NoteKey> keys =
        List.of(
            NoteKey.parse(golden.get("logKey").asText()).orElseThrow(),
            NoteKey.parse(golden.get("witnessKey").asText()).orElseThrow());
    assertThat(golden.get("checkpoints")).hasSameSizeAs(SIZES);
    for (JsonNode each : golden.get("checkpoints")) {
      SignedNote note = note(each.asText());
      Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
      assertThat(keys)
          .allSatisfy(key -> assertThat(key.check(note)).isEqualTo(NoteKey.Verdict.VALID));
      assertThat(checkpoint.root())
          .isEqualTo(Entries.root(Entries.leaves((int) checkpoint.size())));
    }
    for (JsonNode each : golden.get("proofs")) {
      LogProof proof = LogProof.parse(each.asText()).orElseThrow();
      assertThat(proof.shows(Entries.entry((int) proof.index()))).isTrue();
      assertThat(proof.text()).isEqualTo(each.asText());
    }
    for (JsonNode each : golden.get("consistency")) {
      assertThat(consistent(each)).isTrue();
    }
  }

  private static boolean consistent(JsonNode golden) {
    int older = golden.get("older").asInt();
    int size = golden.get("size").asInt();
    List<TreeHash> proof =
        StreamSupport.stream(golden.path("proof").spliterator(), false)
            .map(hash -> TreeHash.parse(hash.asText()).orElseThrow())
            .toList();
    return TreeProofs.extend(
        Entries.root(Entries.leaves(older)),
        older,
        Entries.root(Entries.leaves(size)),
        size,
        proof);
  }
}
