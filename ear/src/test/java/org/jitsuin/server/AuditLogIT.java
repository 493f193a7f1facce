package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.audit.auditor.Report;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an auditor does with the log of the deployed server, and what others can see of it. */
@Tag("deployed")
class AuditLogIT extends DeployedServerTest {
  private static final int TRIES = 60;

  private final StaffClient auditor = StaffClient.of(installation(), "auditor");
  private final Path directory = installation().audit();

  private static Shell.Ended tool(String... arguments) throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("../audit-log/target"))) {
      Path jar =
          jars.filter(file -> file.toString().endsWith("-auditor.jar")).findFirst().orElseThrow();
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  jar.toAbsolutePath().toString()));
      command.addAll(List.of(arguments));
      return Shell.run(Path.of("target"), Map.of(), command);
    }
  }

  private static String key() {
    return installation().ca().resolve("audit-log.vkey").toString();
  }

  /** As the auditor with curl; the HTTP status is what it prints. */
  private static String download(String path, Path file) {
    return asAuditor(path, "-o", file.toString(), "-w", "%{http_code}");
  }

  private static String asAuditor(String path, String... options) {
    Path staff = installation().staff();
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sS",
                "--cacert",
                installation().ca().resolve("staff.pem").toString(),
                "--cert",
                staff.resolve("auditor.pem").toString(),
                "--key",
                staff.resolve("auditor.key").toString(),
                installation().settings().httpsAddress() + "/api/v1" + path));
    command.addAll(List.of(options));
    return Shell.run(Path.of("target"), Map.of(), command).output();
  }

  private static Shell.Ended fetch(String path) {
    return Shell.run(
        Path.of("target"), "curl", "-sSi", installation().settings().httpAddress() + path);
  }

  private static String proof(long number, Path file) throws InterruptedException {
    String status = download("/audit/entries/" + number + "/proof", file);
    for (int i = 0; i < TRIES && !status.equals("200"); i++) {
      Thread.sleep(100);
      status = download("/audit/entries/" + number + "/proof", file);
    }
    return status;
  }

  @Test
  void proof_ofAnIssue_convincesWhoeverHasThePublicKeyOnly() throws Exception {
    TestCard card = TestCard.register(installation());
    StaffClient clerk = StaffClient.of(installation(), "clerk-13221");
    assertThat(clerk.post("/cards/" + card.id + "/certificates", card.rsaRequests()).status())
        .isEqualTo(201);
    JsonNode found =
        auditor
            .get("/audit/entries?kind=certificates-issued&actor=clerk-13221&card=" + card.id)
            .body()
            .get("entries");
    assertThat(found).hasSize(1);
    String serial = found.get(0).at("/entry/detail/certificates/0/serial").asText();
    assertThat(auditor.get("/audit/entries?serial=" + serial + "&card=" + card.id).body())
        .isNotEmpty();
    long number = found.get(0).get("number").asLong();
    Path entry = card.directory().resolve("entry.json");
    Path proof = card.directory().resolve("entry.tlog-proof");
    assertThat(download("/audit/entries/" + number, entry)).isEqualTo("200");
    assertThat(proof(number, proof)).isEqualTo("200");
    checkBundle(card, number);
    Shell.Ended right =
        tool("proof", "--key", key(), "--entry", entry.toString(), proof.toString());
    assertThat(right.output()).contains("this is entry " + number + " of the log");
    assertThat(right.code()).isZero();
    Files.writeString(entry, Files.readString(entry).replace("clerk-13221", "clerk-13104"));
    Shell.Ended wrong =
        tool("proof", "--key", key(), "--entry", entry.toString(), proof.toString());
    assertThat(wrong.code()).as(wrong.output()).isEqualTo(1);
  }

  /** The entry with those in front of it, and the certificates that they name. */
  private static void checkBundle(TestCard card, long number) throws IOException {
    Path bundle = card.directory().resolve("bundle.zip");
    String path =
        String.format(
            Locale.ROOT, "/audit/export?first=%d&last=%d", Math.max(1, number - 20), number);
    assertThat(download(path, bundle)).isEqualTo("200");
    Shell.Ended whole = tool("bundle", "--key", key(), bundle.toString());
    assertThat(whole.code()).as(whole.output()).isZero();
    assertThat(whole.output()).contains("to " + number + " are in it, none left out");
    assertThat(whole.output()).doesNotContain("all 0 certificates");
  }

  @Test
  void keys_areInTheTokenAndSignedNoMoreThanIsRecorded() throws IOException {
    JsonNode found = auditor.get("/audit/keys").body();
    assertThat(found.get("keys")).hasSizeGreaterThanOrEqualTo(3);
    for (JsonNode key : found.get("keys")) {
      assertThat(key.get("inToken").asBoolean()).isTrue();
      assertThat(key.get("exceeds").asBoolean()).isFalse();
      assertThat(key.get("recorded").asLong()).isPositive();
      if (!key.get("use").asText().equals("audit-log")) {
        assertThat(key.get("counted").asLong())
            .isPositive()
            .isLessThanOrEqualTo(key.get("begun").asLong());
      }
    }
  }

  @Test
  void verify_overHttp_checksTheHashes_andEntriesAreNotPublic() throws IOException {
    Shell.Ended checkpoint = fetch("/log/checkpoint");
    assertThat(checkpoint.output())
        .contains("200 OK", "text/plain; charset=utf-8", "no-cache", "\u2014 ");
    assertThat(fetch("/log/tile/0/000.p/1").output()).contains("200 OK", "immutable");
    assertThat(fetch("/log/tile/0/").output()).doesNotContain("200 OK");
    assertThat(fetch("/log/tile/entries/000").output()).contains("404");
    assertThat(fetch("/log/../auditors/tile/entries/000").output()).doesNotContain("200 OK");
    String address = installation().settings().httpAddress() + "/log";
    Shell.Ended verified = tool("verify", "--log", address, "--key", key(), "--hashes-only", "yes");
    assertThat(verified.code()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("have the root that was signed");
  }

  @Test
  void tiles_overTheApi_holdTheEntries() throws IOException {
    Path mirror = Files.createTempDirectory(installation().home(), "mirror-");
    Path bundle = mirror.resolve("bundle");
    assertThat(download("/audit/log/checkpoint", mirror.resolve("checkpoint"))).isEqualTo("200");
    assertThat(download("/audit/log/tile/entries/000.p/1", bundle)).isEqualTo("200");
    assertThat(Files.readString(bundle)).contains("\"component\":\"key-ceremony\"");
    assertThat(download("/audit/log/tile/entries/x999/999", bundle)).isEqualTo("404");
    assertThat(download("/audit/log/tile/0/..%2f..%2fcheckpoint", bundle)).isNotEqualTo("200");
  }

  /** What was said of an address is not said of an answer that it does not give. */
  @Test
  void otherMethods_ofTileAndApi_areToldThosePossible_andNeverKept() {
    String tile = installation().settings().httpAddress() + "/log/tile/0/000.p/1";
    String posted =
        Shell.run(Path.of("target"), "curl", "-sSi", "-X", "POST", "-d", "x", tile).output();
    assertThat(posted).contains(" 405 ", "Allow: GET, HEAD").doesNotContain("immutable");
    assertThat(fetch("/log/tile/0/x999/999").output())
        .contains(" 404 ")
        .doesNotContain("immutable");
    String deleted = asAuditor("/audit/log/tile/0/000.p/1", "-i", "-X", "DELETE");
    assertThat(deleted)
        .contains(" 405 ", "METHOD_NOT_ALLOWED")
        .containsPattern("(?i)allow: [^\\n]*GET")
        .doesNotContain("immutable");
  }

  @Test
  void verify_ofFilesAndDatabase_findsNothing() throws Exception {
    Path seen = Files.createTempDirectory(installation().home(), "auditor-").resolve("seen");
    String[] arguments = {
      "verify",
      "--log",
      directory.resolve("public").toString(),
      "--entries",
      directory.resolve("auditors").toString(),
      "--key",
      key(),
      "--seen",
      seen.toString()
    };
    Shell.Ended first = tool(arguments);
    assertThat(first.code()).as(first.output()).isZero();
    TestCard.register(installation());
    Thread.sleep(2_000);
    Shell.Ended second = tool(arguments);
    assertThat(second.code()).as(second.output()).isZero();
    assertThat(second.output()).contains("is the beginning of it");

    Report report = new Verification(ServerUnderTest.installation()).run();
    assertThat(report.isClean()).as(String.join("\n", report.lines())).isTrue();
  }

  @Test
  void readEntries_withWhatCannotBe_isRefused() throws IOException {
    for (String query :
        List.of("kind=A", "from=yesterday", "serial=xyz", "limit=0", "after=-1", "other=1")) {
      assertThat(auditor.get("/audit/entries?" + query).code()).isEqualTo("REQUEST_INVALID");
    }
    assertThat(auditor.get("/audit/entries?from=2099-01-01T00:00:00Z").body().get("entries"))
        .isEmpty();
    assertThat(auditor.get("/audit/entries?until=2001-01-01T00:00:00Z").body().get("entries"))
        .isEmpty();
    assertThat(auditor.get("/audit/export?first=2&last=1").code()).isEqualTo("REQUEST_INVALID");
    assertThat(auditor.get("/audit/export?first=1").code()).isEqualTo("REQUEST_INVALID");
    assertThat(auditor.get("/audit/export?first=1&last=999999999").code())
        .isEqualTo("AUDIT_ENTRY_UNKNOWN");
    assertThat(auditor.get("/audit/entries/999999999").code()).isEqualTo("AUDIT_ENTRY_UNKNOWN");
    assertThat(auditor.get("/audit/entries/999999999/proof").code())
        .isEqualTo("AUDIT_ENTRY_UNKNOWN");
  }
}
