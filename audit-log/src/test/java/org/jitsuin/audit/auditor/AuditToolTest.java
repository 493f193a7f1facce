package org.jitsuin.audit.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.Entries;
import org.jitsuin.audit.tlog.LogProof;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.SoftwareLog;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.base.model.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the auditor's program says of logs that somebody tampered with. */
final class AuditToolTest {
  private static final int SIZE = 700;

  @TempDir private Path home;
  private SoftwareLog log;
  private Path seen;

  @BeforeEach
  void publish() {
    log = new SoftwareLog(home.resolve("log"), "log.example/audit").grow(SIZE);
    log.publish();
    seen = home.resolve("seen");
  }

  private record Result(int code, String out) {
    boolean names(Kind kind) {
      return code == 1 && out.contains("✗ " + kind + ":");
    }
  }

  private static Result run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code = new AuditTool(out, out).run(List.of(arguments));
    return new Result(code, bytes.toString(StandardCharsets.UTF_8));
  }

  private Result verify(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "--log",
                home.resolve("log").toString(),
                "--key",
                log.key().toString(),
                "--seen",
                seen.toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Path file(String path) {
    return home.resolve("log").resolve(path);
  }

  private static void flip(Path file, int place) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[place] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void verify_ofAWholeLog_findsNothing_andRemembersIt() throws IOException {
    Result first = verify();
    assertThat(first.code()).as(first.out()).isZero();
    assertThat(first.out()).contains("all 700 entries together have the root that was signed");
    assertThat(seen).hasSameBinaryContentAs(file("checkpoint"));
    log.grow(1_000).publish();
    Result second = verify();
    assertThat(second.code()).as(second.out()).isZero();
    assertThat(second.out()).contains("of 700 entries, is the beginning of it");
    assertThat(verify("--hashes-only", "yes").code()).isZero();
  }

  @Test
  void verify_withAChangedEntry_namesIt() throws IOException {
    // "entry 300" is 9 octets after its length; the second bundle begins with entry 257.
    flip(file("tile/entries/001"), (300 - 256) * 11 + 5);
    Result result = verify();
    assertThat(result.names(Kind.ENTRY_CHANGED)).as(result.out()).isTrue();
    assertThat(result.out()).contains("entry 301 is not the one in the tree");
    assertThat(seen).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"})
  void verify_withAChangedHash_saysWhichTileDoesNotFit(String tile) throws IOException {
    flip(file(tile), 33);
    Result result = verify();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.names(Kind.TILE_DAMAGED) || result.names(Kind.ENTRY_CHANGED))
        .as(result.out())
        .isTrue();
    assertThat(verify("--hashes-only", "yes").names(Kind.TILE_DAMAGED)).isTrue();
  }

  @Test
  void verify_withMissingFiles_saysWhich() throws IOException {
    Files.delete(file("tile/entries/000"));
    Files.delete(file("tile/0/001"));
    Result result = verify();
    assertThat(result.names(Kind.ENTRY_MISSING)).as(result.out()).isTrue();
    assertThat(result.names(Kind.TILE_DAMAGED)).as(result.out()).isTrue();
    assertThat(result.out()).contains("entries 1 to 256", "tile/0/001");
  }

  @Test
  void verify_withAnOldStatePutBack_saysThatTheLogHasShrunk() throws IOException {
    byte[] old = Files.readAllBytes(file("checkpoint"));
    log.grow(900).publish();
    assertThat(verify().code()).isZero();
    Files.write(file("checkpoint"), old);
    Result result = verify();
    assertThat(result.names(Kind.LOG_SHRUNK)).as(result.out()).isTrue();
    assertThat(result.out()).contains("has 900 entries, and the log now has 700");
  }

  @Test
  void verify_withARewrittenLog_saysThatItIsAnother() throws IOException {
    assertThat(verify().code()).isZero();
    SoftwareLog other = log.fork(home.resolve("other"));
    other.append("another first entry");
    other.grow(900).publish();
    Result result =
        run(
            "verify",
            "--log",
            home.resolve("other").toString(),
            "--key",
            log.key().toString(),
            "--seen",
            seen.toString());
    assertThat(result.names(Kind.LOG_FORKED)).as(result.out()).isTrue();
  }

  @Test
  void verify_withABackdatedEntry_namesIt() {
    for (String time : List.of("03:04:05.678", "04:00:00.000", "03:55:00.000", "03:49:59.999")) {
      log.append("{\"act\":\"x\",\"actor\":{},\"at\":\"2025-10-27T" + time + "Z\"}");
    }
    log.publish();
    Result result = verify();
    assertThat(result.names(Kind.ENTRY_BACKDATED)).as(result.out()).isTrue();
    assertThat(result.out()).contains("entry 704 ").doesNotContain("entry 703 ");
  }

  /** The CRL publisher goes on while no server of the authority runs, which numbers its entries. */
  @Test
  void verify_withAnEntryThatWaitedForItsNumber_findsNothing_andOthersStillByTime() {
    String published =
        "{\"act\":\"%scrl-published\",\"actor\":{\"component\":\"%s\",\"kind\":\"system\"},\"at\":\"2025-10-%sZ\"}";
    log.append("{\"act\":\"x\",\"actor\":{},\"at\":\"2025-10-27T12:00:00.000Z\"}");
    log.append(published.formatted("", "crl-publisher", "27T03:00:00.000"));
    log.append(published.formatted("delta-", "crl-publisher", "27T03:00:00.000"));
    log.append(published.formatted("", "crl-publisher", "29T03:00:00.000"));
    log.append("{\"act\":\"x\",\"actor\":{},\"at\":\"2025-10-27T12:00:01.000Z\"}");
    log.publish();
    Result result = verify();
    assertThat(result.code()).as(result.out()).isZero();
    log.append(published.formatted("", "ca-core", "27T03:00:00.000"));
    log.publish();
    assertThat(verify().names(Kind.ENTRY_BACKDATED)).isTrue();
  }

  @Test
  void verify_withAnotherKey_orNoCheckpoint_saysSo() throws IOException {
    SoftwareLog stranger = new SoftwareLog(home.resolve("stranger"), "log.example/audit");
    Result result = run("verify", "--log", file("").toString(), "--key", stranger.key().toString());
    assertThat(result.names(Kind.CHECKPOINT_NOT_SIGNED)).as(result.out()).isTrue();
    Files.delete(file("checkpoint"));
    assertThat(verify().names(Kind.CHECKPOINT_NOT_SIGNED)).isTrue();
  }

  @Test
  void verify_withoutTheCosignatureThatIsWanted_saysSo() throws IOException {
    Path witness = home.resolve("witness");
    String key = new WitnessFiles(witness).cosigner("witness.example").key().toString();
    assertThat(verify("--witness", key).names(Kind.CHECKPOINT_NOT_SIGNED)).isTrue();
    Files.copy(file("checkpoint"), file("checkpoint-witnessed"));
    assertThat(verify("--witness", key).names(Kind.NOT_WITNESSED)).isTrue();
  }

  @Test
  void proof_ofAnEntry_isAcceptedForThatEntry() throws IOException {
    SignedNote note = SignedNote.parse(Files.readAllBytes(file("checkpoint"))).orElseThrow();
    long size = Checkpoint.parse(note.text()).orElseThrow().size();
    LogProof proof = new LogProof(41, new Tree(size, log.files()).inclusion(41), note);
    Path proofFile = Files.writeString(home.resolve("a.tlog-proof"), proof.text());
    Path entry = Files.write(home.resolve("entry"), Entries.entry(41));
    Path keyFile = Files.writeString(home.resolve("log.vkey"), log.key() + "\n");
    String[] arguments = {
      "proof", "--key", keyFile.toString(), "--entry", entry.toString(), proofFile.toString()
    };
    Result right = run(arguments);
    assertThat(right.code()).as(right.out()).isZero();
    assertThat(right.out()).contains("this is entry 42 of the log");
    Files.write(entry, Entries.entry(42));
    assertThat(run(arguments).names(Kind.ENTRY_CHANGED)).isTrue();
  }

  @Test
  void bundle_ofAPart_isAcceptedOnlyAsItWasHandedOut() throws IOException {
    String note = Files.readString(file("checkpoint"));
    List<String> entries = List.of("entry 299", "entry 300");
    Path whole = bundle(note, SIZE, 300, entries);
    Result right = run("bundle", "--key", log.key().toString(), whole.toString());
    assertThat(right.code()).as(right.out()).isZero();
    assertThat(right.out()).contains("entries 300 to 301 are in it, none left out");
    Path left = bundle(note, SIZE, 300, List.of("entry 300"));
    assertThat(
            run("bundle", "--key", log.key().toString(), left.toString()).names(Kind.ENTRY_CHANGED))
        .isTrue();
    String issue = "{\"act\":\"certificates-issued\",\"certificate\":\"" + "ab".repeat(32) + "\"}";
    log.append(issue);
    String later = new String(log.publish().bytes(), StandardCharsets.UTF_8);
    Path without = bundle(later, SIZE + 1, SIZE + 1, List.of(issue));
    assertThat(
            run("bundle", "--key", log.key().toString(), without.toString())
                .names(Kind.ENTRY_WITHOUT_EFFECT))
        .isTrue();
  }

  /** The authority says which certificates it had to erase; the entries stay as they are. */
  @Test
  void bundle_withAnErasedCertificate_saysSo() throws IOException {
    Bytes hash = Bytes.of(HexFormat.of().parseHex("ab".repeat(32)));
    String issue = "{\"act\":\"certificates-issued\",\"certificate\":\"" + "ab".repeat(32) + "\"}";
    log.append(issue);
    String note = new String(log.publish().bytes(), StandardCharsets.UTF_8);
    Path zip =
        bundle(
            new LogBundle.Content(note, SIZE + 1, SIZE + 1, 1, Stream.of(issue), Stream.of(hash)));
    Result result = run("bundle", "--key", log.key().toString(), zip.toString());
    assertThat(result.code()).as(result.out()).isZero();
    assertThat(result.out()).contains("1 certificates that they name, the authority says");
  }

  /** One from which all was taken says nothing, which is not the same as that all is right. */
  @Test
  void bundle_withoutEntries_isNotClean() throws IOException {
    Path empty = bundle(Files.readString(file("checkpoint")), SIZE, 300, List.of());
    Result result = run("bundle", "--key", log.key().toString(), empty.toString());
    assertThat(result.names(Kind.ENTRY_MISSING)).as(result.out()).isTrue();
  }

  @Test
  void bundle_underAnotherNumberOrCheckpoint_isNotIt() throws IOException {
    List<String> entries = List.of("entry 299", "entry 300");
    String note = Files.readString(file("checkpoint"));
    Path moved = bundle(note, SIZE, 301, entries);
    assertThat(
            run("bundle", "--key", log.key().toString(), moved.toString())
                .names(Kind.ENTRY_CHANGED))
        .isTrue();
    SoftwareLog stranger = new SoftwareLog(home.resolve("stranger"), "log.example/audit");
    Path whole = bundle(note, SIZE, 300, entries);
    assertThat(
            run("bundle", "--key", stranger.key().toString(), whole.toString())
                .names(Kind.CHECKPOINT_NOT_SIGNED))
        .isTrue();
  }

  /** Whatever is cut off at its end, it is unreadable or wrong, and never right. */
  @Test
  void bundle_cutAnywhere_isNeverRight() throws IOException {
    Path whole =
        bundle(Files.readString(file("checkpoint")), SIZE, 300, List.of("entry 299", "entry 300"));
    byte[] octets = Files.readAllBytes(whole);
    Path cut = home.resolve("cut.zip");
    for (int length = 0; length < octets.length / 2; length += 97) {
      Files.write(cut, Arrays.copyOf(octets, length));
      Result result = run("bundle", "--key", log.key().toString(), cut.toString());
      assertThat(result.code()).as("%d octets: %s", length, result.out()).isIn(1, 3);
    }
  }

  private Path bundle(String checkpoint, long size, long first, List<String> entries)
      throws IOException {
    return bundle(
        new LogBundle.Content(
            checkpoint, size, first, entries.size(), entries.stream(), Stream.empty()));
  }

  private Path bundle(LogBundle.Content content) throws IOException {
    Path zip = Files.createTempFile(home, "bundle", ".zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      LogBundle.write(content, log.files(), out);
    }
    return zip;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sing",
        "verify",
        "verify --log x",
        "verify --log x --key y",
        "verify --loq x",
        "verify --log",
        "witness --name w --directory d",
        "proof --key"
      })
  void run_withoutWhatItNeeds_showsHowItIsUsed(String line) {
    Result result =
        run(Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("Usage: audit");
  }
}
