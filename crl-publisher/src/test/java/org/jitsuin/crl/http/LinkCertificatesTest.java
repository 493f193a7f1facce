package org.jitsuin.crl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.crl.http.ServedCrls.header;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.jitsuin.crl.testing.SecondGeneration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** After a roll-over: whoever trusts one key finds the way to the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("stack")
class LinkCertificatesTest {
  @TempDir private static Path directory;
  private ServedCrls served;
  private SecondGeneration second;

  @BeforeAll
  void start() {
    served = new ServedCrls(directory);
    served.rows.reset();
    second = new SecondGeneration(served.rows, served.clock.instant());
    served.publish();
  }

  @AfterAll
  void stop() {
    served.close();
    second.close();
  }

  private Map<String, X509Certificate> all() {
    return Map.of(
        "signature-g1", second.oldCertificate(),
        "signature-g2", second.certificate(),
        "signature-g2-new-with-old", second.newWithOld(),
        "signature-g2-old-with-new", second.oldWithNew());
  }

  @Test
  void get_eachCertificate_hasAnAddressOfItsOwn() throws Exception {
    for (Map.Entry<String, X509Certificate> one : all().entrySet()) {
      HttpResponse<byte[]> response = served.get("/ca/" + one.getKey() + ".cer");
      assertThat(response.statusCode()).as(one.getKey()).isEqualTo(200);
      assertThat(header(response, "Content-Type")).isEqualTo("application/pkix-cert");
      assertThat(response.body()).isEqualTo(one.getValue().getEncoded());
    }
    assertThat(served.get("/ca/signature.cer").body()).isEqualTo(second.certificate().getEncoded());
    assertThat(served.get("/ca/user-identification-g2-new-with-old.cer").statusCode())
        .isEqualTo(404);
  }

  @Test
  void get_bundle_hasAllOfThem() throws Exception {
    CMSSignedData bundle = new CMSSignedData(served.get("/ca/signature.p7c").body());
    List<byte[]> found =
        bundle.getCertificates().getMatches(null).stream().map(LinkCertificatesTest::der).toList();
    assertThat(found).hasSize(4);
    for (X509Certificate certificate : all().values()) {
      assertThat(found).contains(certificate.getEncoded());
    }
    assertThat(
            new CMSSignedData(served.get("/ca/user-identification.p7c").body())
                .getCertificates()
                .getMatches(null))
        .hasSize(1);
  }

  private static byte[] der(X509CertificateHolder certificate) {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void get_pageAndIndex_listThem() throws Exception {
    String page = new String(served.get("/").body(), StandardCharsets.UTF_8);
    JsonNode listed =
        new ObjectMapper().readTree(served.get("/crl/signature/").body()).path("certificates");
    assertThat(listed).hasSize(4);
    for (String name : all().keySet()) {
      assertThat(page).contains("href=\"/ca/" + name + ".cer\"");
      assertThat(listed.findValuesAsText("url"))
          .contains("http://localhost:8080/ca/" + name + ".cer");
    }
    for (JsonNode one : listed) {
      if (one.path("url").asText().endsWith("-new-with-old.cer")) {
        assertThat(one.path("issuer").asInt()).isEqualTo(1);
        assertThat(one.path("subject").asInt()).isEqualTo(2);
      }
    }
  }
}
