package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from outside about a log: requests to a witness, and proofs that people keep. */
final class LogTextsTest {
  private static final int SIZE = 600;
  private static final String ORIGIN = "log.example/audit";
  private static final List<TreeHash> LEAVES = Entries.leaves(SIZE);
  private static final Tree TREE = new Tree(SIZE, LogTextsTest::tile);

  /** It only signs here, and writes nothing. */
  private static final SoftwareLog LOG = new SoftwareLog(Path.of("nowhere"), ORIGIN);

  private static final SignedNote NOTE = LOG.sign(new Checkpoint(ORIGIN, SIZE, TREE.root()));

  private static byte[] tile(Tile tile) {
    ByteBuffer hashes = ByteBuffer.allocate(tile.width() * TreeHash.OCTETS);
    for (int i = 0; i < tile.width(); i++) {
      int place = (int) tile.index() * Tile.FULL + i;
      hashes.put((tile.level() == 0 ? LEAVES.get(place) : above(place)).octets());
    }
    return hashes.array();
  }

  private static TreeHash above(int place) {
    return Entries.root(LEAVES.subList(place * Tile.FULL, (place + 1) * Tile.FULL));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Test
  void request_asWritten_isRead() {
    for (long old : new long[] {0, 1, 255, 256, 599, SIZE}) {
      CheckpointRequest request = new CheckpointRequest(old, TREE.consistency(old), NOTE);
      CheckpointRequest read = CheckpointRequest.parse(request.bytes()).orElseThrow();
      assertThat(read.old()).isEqualTo(old);
      assertThat(read.proof()).isEqualTo(request.proof());
      assertThat(read.bytes()).isEqualTo(request.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "old",
        "old ",
        "old -1",
        "old 01",
        "old 1 ",
        " old 1",
        "Old 1",
        "old ١",
        "old 1000000000000000000",
        "old 1\nAAAA",
        "old 1\nold 1",
        "old 1\r",
        "old 1\rCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        ""
      })
  void request_withAnotherHead_isNone(String head) {
    assertThat(CheckpointRequest.parse(utf8(head + "\n\n" + text(NOTE.bytes())))).isEmpty();
  }

  @Test
  void request_withALongerProofThanAnyTreeHas_isNone() {
    List<TreeHash> most = Collections.nCopies(63, TreeHash.EMPTY);
    assertThat(CheckpointRequest.parse(new CheckpointRequest(1, most, NOTE).bytes())).isPresent();
    List<TreeHash> more = Collections.nCopies(64, TreeHash.EMPTY);
    assertThat(CheckpointRequest.parse(new CheckpointRequest(1, more, NOTE).bytes())).isEmpty();
  }

  @Test
  void request_largerThanANote_isNone() {
    byte[] padded =
        utf8(text(new CheckpointRequest(0, List.of(), NOTE).bytes()) + "x".repeat(1 << 16));
    assertThat(CheckpointRequest.parse(padded)).isEmpty();
  }

  /** Where signatures begin: their base64 may be written in several ways. */
  private static int signatures(byte[] octets) {
    return text(octets).lastIndexOf("\n\n");
  }

  /** What is read is written as it came: no two texts mean the same. */
  @Property
  void request_withOneOctetChanged_isNoneOrWrittenAsItCame(@ForAll Random random) {
    byte[] octets = new CheckpointRequest(256, TREE.consistency(256), NOTE).bytes();
    octets[random.nextInt(signatures(octets))] = (byte) (random.nextInt(0x7f) + 1);
    Optional<CheckpointRequest> read = CheckpointRequest.parse(octets);
    assertThat(read.map(CheckpointRequest::bytes).orElse(octets)).isEqualTo(octets);
  }

  @Property
  void request_ofAnything_neverFails(@ForAll byte[] octets) {
    assertThat(CheckpointRequest.parse(octets)).isEmpty();
  }

  private static LogProof proof(long index) {
    return new LogProof(index, TREE.inclusion(index), NOTE);
  }

  @Test
  void proof_asWritten_isReadAndShowsItsEntry() {
    for (int index : new int[] {0, 1, 255, 256, 512, SIZE - 1}) {
      LogProof read = LogProof.parse(proof(index).text()).orElseThrow();
      assertThat(read.text()).isEqualTo(proof(index).text());
      assertThat(read.shows(Entries.entry(index))).isTrue();
      assertThat(read.shows(Entries.entry(index + 1))).isFalse();
    }
  }

  @Property
  void proof_withOneOctetChanged_isNoneOrWrittenAsItCame(@ForAll Random random) {
    byte[] octets = utf8(proof(300).text());
    octets[random.nextInt(signatures(octets))] = (byte) (random.nextInt(0x7f) + 1);
    String changed = text(octets);
    assertThat(LogProof.parse(changed).map(LogProof::text).orElse(changed)).isEqualTo(changed);
  }

  /** Whatever of it is changed but signatures, which are not looked at here. */
  @Property
  void proof_withOneOctetOfItsHashesChanged_showsNothing(@ForAll Random random) {
    String text = proof(300).text();
    int end = text.indexOf("\n\n");
    byte[] octets = utf8(text);
    int place = random.nextInt(end);
    octets[place] = (byte) (octets[place] ^ (1 << random.nextInt(7)));
    assertThat(LogProof.parse(text(octets)).filter(read -> read.shows(Entries.entry(300))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\nextra\n", "\n\n", "\u2028", " "})
  void proof_withAnotherEndOfALine_isNone(String end) {
    assertThat(LogProof.parse(proof(300).text().replaceFirst("\n", end))).isEmpty();
  }

  @Test
  void proof_withALongerPathThanAnyTreeHas_isNone() {
    List<TreeHash> hashes = new ArrayList<>(Collections.nCopies(63, TreeHash.EMPTY));
    assertThat(LogProof.parse(new LogProof(0, hashes, NOTE).text())).isPresent();
    hashes.add(TreeHash.EMPTY);
    assertThat(LogProof.parse(new LogProof(0, hashes, NOTE).text())).isEmpty();
  }

  /** A line that others added is passed over, as the specification wants it. */
  @Test
  void proof_withExtraLines_isTheSame() {
    String text = proof(300).text();
    String extra = text.replaceFirst("\n", "\nextra one\nextra two\n");
    assertThat(LogProof.parse(extra).map(LogProof::text)).contains(text);
  }

  @Property
  void verifierKey_withOneCharacterChanged_isNoneOrThatVeryText(@ForAll Random random) {
    StringBuilder text = new StringBuilder(LOG.key().toString());
    text.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(0x5e) + 0x21));
    String changed = text.toString();
    assertThat(NoteKey.parse(changed).map(NoteKey::toString).orElse(changed)).isEqualTo(changed);
  }
}
