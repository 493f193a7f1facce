package org.jitsuin.repository.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.repository.http.ServedCrls.header;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.repository.testing.TestRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A CRL that is large enough to be there compressed as well, and parts of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackedCrlTest {
  @TempDir private static Path directory;
  private ServedCrls served;
  private byte[] whole;

  @BeforeAll
  void start() {
    served = new ServedCrls(directory);
    served.publishFirst();
    whole = "an entry of a CRL; ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    served.clock.advance(Duration.ofHours(25));
    ListedCrl _ = served.publish(TestRepository.SIGNATURE, 2, whole);
    TestRepository.pack(served.file(2));
    served.follow();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private HttpResponse<byte[]> get(String... headers) throws Exception {
    return served.get(ServedCrls.CRL, headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "br;q=1.0, gzip;q=0.8, *;q=0.1", "deflate, gzip"})
  void get_gzipTaken_isTheSameCompressed(String accepted) throws Exception {
    HttpResponse<byte[]> packed = get("Accept-Encoding", accepted);
    assertThat(packed.statusCode()).isEqualTo(200);
    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(packed, "Content-Type")).isEqualTo("application/pkix-crl");
    assertThat(packed.body()).hasSizeLessThan(whole.length * 9 / 10);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "br", "gzip;q=0", "*", "", "gzip;q=0.000, br", ";;,=q"})
  void get_gzipNotTaken_isSentAsItIs(String accepted) throws Exception {
    HttpResponse<byte[]> plain = get("Accept-Encoding", accepted);
    assertThat(plain.body()).isEqualTo(whole);
    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void get_packed_hasATagOfItsOwn() throws Exception {
    String plain = header(get(), "ETag");
    HttpResponse<byte[]> packed = get("Accept-Encoding", "gzip");
    String tag = header(packed, "ETag");
    assertThat(tag).isNotEqualTo(plain).startsWith("\"");
    HttpResponse<byte[]> same = get("Accept-Encoding", "gzip", "If-None-Match", tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(header(same, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(get("Accept-Encoding", "gzip", "If-None-Match", plain).statusCode()).isEqualTo(200);
    assertThat(get("If-None-Match", tag).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> head = served.send("HEAD", ServedCrls.CRL, "Accept-Encoding", "gzip");
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(packed.body().length));
    assertThat(header(head, "ETag")).isEqualTo(tag);
  }

  @Test
  void get_rangeWithGzip_isAPartOfThePlainOctets() throws Exception {
    HttpResponse<byte[]> part = get("Accept-Encoding", "gzip", "Range", "bytes=100-199");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "Content-Encoding")).isEmpty();
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 200));
    String packed = header(get("Accept-Encoding", "gzip"), "ETag");
    HttpResponse<byte[]> other =
        get("Accept-Encoding", "gzip", "Range", "bytes=100-199", "If-Range", packed);
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(whole);
  }

  @Test
  void get_rangesOfAllKinds_areThoseParts() throws Exception {
    int length = whole.length;
    assertThat(get("Range", "bytes=-10").body())
        .isEqualTo(Arrays.copyOfRange(whole, length - 10, length));
    assertThat(get("Range", "bytes=" + (length - 5) + "-").body())
        .isEqualTo(Arrays.copyOfRange(whole, length - 5, length));
    assertThat(get("Range", "bytes=10-" + 2 * length).body())
        .isEqualTo(Arrays.copyOfRange(whole, 10, length));
    HttpResponse<byte[]> beyond = get("Range", "bytes=" + length + "-" + (length + 1));
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */" + length);
    assertThat(beyond.body()).isEmpty();
    for (String whatIsIgnored :
        new String[] {"bytes=0-1,3-4", "bytes=", "octets=0-1", "bytes=b-a"}) {
      assertThat(get("Range", whatIsIgnored).body()).isEqualTo(whole);
    }
  }

  @Test
  void get_ifRange_goesByTagOrTime() throws Exception {
    HttpResponse<byte[]> plain = get();
    String[] range = {"Range", "bytes=0-9", "If-Range", header(plain, "ETag")};
    assertThat(get(range).statusCode()).isEqualTo(206);
    range[3] = header(plain, "Last-Modified");
    assertThat(get(range).statusCode()).isEqualTo(206);
    Instant now = served.clock.instant();
    // A date has to be the very same, and a weak tag is not enough (RFC 9110 §13.1.5).
    for (String other :
        new String[] {
          HttpDate.of(now.minus(Duration.ofDays(3))),
          HttpDate.of(now.plus(Duration.ofDays(3))),
          "W/" + header(plain, "ETag")
        }) {
      range[3] = other;
      assertThat(get(range).statusCode()).isEqualTo(200);
      assertThat(get(range).body()).isEqualTo(whole);
    }
  }

  @Test
  void get_packedFileDamagedOrLate_isSentAsItIs() throws Exception {
    Path packed = RepositoryFiles.packed(served.file(2));
    byte[] octets = Files.readAllBytes(packed);
    byte[] damaged = octets.clone();
    damaged[damaged.length / 2] ^= 1;
    try (ServedCrls next = new ServedCrls(directory, served.clock)) {
      Files.write(packed, damaged);
      next.look();
      HttpResponse<byte[]> plain = next.get(ServedCrls.CRL, "Accept-Encoding", "gzip");
      assertThat(plain.body()).isEqualTo(whole);
      // Nobody has read it to the end.
      Files.write(packed, octets);
      next.look();
      assertThat(next.get(ServedCrls.CRL, "Accept-Encoding", "gzip").body()).isEqualTo(whole);
    } finally {
      Files.write(packed, octets);
    }
  }

  /** A bomb: octets without end, in a file that takes little. */
  @Test
  void get_packedFileOfSomethingLarger_isSentAsItIs() throws Exception {
    Path other = directory.resolve("other");
    try (ServedCrls next = new ServedCrls(other, served.clock)) {
      next.publishFirst();
      TestRepository.write(next.file(1), new byte[1 << 26]);
      TestRepository.pack(next.file(1));
      ListedCrl _ = next.publish(TestRepository.SIGNATURE, 1, ServedCrls.octets("first"));
      next.clock.advance(Duration.ofMinutes(1));
      ServedCrls restarted = new ServedCrls(other, next.clock);
      restarted.look();
      assertThat(restarted.get(ServedCrls.CRL, "Accept-Encoding", "gzip").body())
          .isEqualTo(ServedCrls.octets("first"));
      restarted.close();
    }
  }
}
