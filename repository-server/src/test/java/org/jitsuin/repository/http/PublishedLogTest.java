package org.jitsuin.repository.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.repository.http.ServedCrls.header;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.LogWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log for everybody, from a server that has not read a manifest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedLogTest {
  private static final int ENTRIES = 300;
  private static final String TILE = "/log/tile/0/000";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String NOTE = "localhost:8080/log\n300\n";

  @TempDir private static Path directory;
  private ServedCrls served;

  @BeforeAll
  void start() {
    served = new ServedCrls(directory);
    LogFiles files =
        new LogFiles(directory.resolve("audit/public"), directory.resolve("audit/auditors"));
    LogWriter writer = LogWriter.begin(files);
    for (int i = 0; i < ENTRIES; i++) {
      writer.append(("entry " + i).getBytes(StandardCharsets.UTF_8));
    }
    writer.show();
    files.publish(NOTE.getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void get_checkpoint_isAskedForEachTime() throws Exception {
    HttpResponse<byte[]> response = served.get("/log/checkpoint");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(NOTE);
    assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    String tag = header(response, "ETag");
    assertThat(served.get("/log/checkpoint", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(served.get("/log/checkpoint", "If-Match", "\"x\"").statusCode()).isEqualTo(412);
    HttpResponse<byte[]> part =
        served.get("/log/checkpoint", "Range", "bytes=0-1", "If-Range", "\"x\"");
    assertThat(part.statusCode()).isEqualTo(200);
    assertThat(part.body()).isEqualTo(response.body());
    HttpResponse<byte[]> head = served.send("HEAD", "/log/checkpoint");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(NOTE.length()));
    assertThat(served.get("/log/checkpoint-witnessed").statusCode()).isEqualTo(404);
  }

  @Test
  void get_tile_isKeptForEver_alsoThePartsThatItHadBeen() throws Exception {
    HttpResponse<byte[]> full = served.get(TILE);
    assertThat(full.statusCode()).isEqualTo(200);
    assertThat(full.body()).hasSize(256 * 32);
    assertThat(header(full, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(full, "Cache-Control")).isEqualTo(FOR_EVER);
    assertThat(served.get(TILE + ".p/7").body()).isEqualTo(Arrays.copyOf(full.body(), 7 * 32));
    assertThat(served.get("/log/tile/0/001.p/44").body()).hasSize(44 * 32);
    assertThat(served.get("/log/tile/1/000.p/1").body()).hasSize(32);
    HttpResponse<byte[]> known = served.get(TILE, "If-None-Match", header(full, "ETag"));
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(header(known, "Cache-Control")).isEqualTo(FOR_EVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void otherMethods_ofATile_areRefusedAndNotKept(String method) throws Exception {
    HttpResponse<byte[]> response = served.send(method, TILE);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void get_tileUnderAFalseCondition_isRefusedAndNotKept() throws Exception {
    HttpResponse<byte[]> response = served.get(TILE, "If-Match", "\"x\"");
    assertThat(response.statusCode()).isEqualTo(412);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/log",
        "/log/",
        "/log/checkpoint.draft",
        "/log/tile/0/",
        "/log/tile/0/002",
        "/log/tile/0/001.p/45",
        "/log/tile/0/0",
        "/log/tile/entries/000",
        "/log/tile/0/..%2f..%2fcheckpoint",
        "/log/../log/checkpoint"
      })
  void get_anythingElse_isNotFoundAndNotKept(String path) throws Exception {
    HttpResponse<byte[]> response = served.get(path);
    assertThat(response.statusCode()).isIn(404, 503);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
  }
}
