package org.jitsuin.repository.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.repository.http.ServedCrls.header;

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
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.repository.testing.TestRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** After a roll-over: whoever trusts one key finds the way to the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkCertificatesTest {
  @TempDir private static Path directory;
  private static final Issuer SECOND = new Issuer(Authority.SIGNATURE, 2);

  private ServedCrls served;
  private X509Certificate old;
  private X509Certificate certificate;
  private X509Certificate newWithOld;
  private X509Certificate oldWithNew;

  @BeforeAll
  void start() {
    served = new ServedCrls(directory);
    old = served.repository.add(TestRepository.SIGNATURE);
    X509Certificate _ = served.repository.add(TestRepository.USER_IDENTIFICATION);
    certificate = served.repository.add(SECOND);
    newWithOld = served.repository.link(TestRepository.SIGNATURE, SECOND);
    oldWithNew = served.repository.link(SECOND, TestRepository.SIGNATURE);
    served.follow();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private Map<String, X509Certificate> all() {
    return Map.of(
        "signature-g1", old,
        "signature-g2", certificate,
        "signature-g2-new-with-old", newWithOld,
        "signature-g2-old-with-new", oldWithNew);
  }

  @Test
  void get_eachCertificate_hasAnAddressOfItsOwn() throws Exception {
    for (Map.Entry<String, X509Certificate> one : all().entrySet()) {
      HttpResponse<byte[]> response = served.get("/ca/" + one.getKey() + ".cer");
      assertThat(response.statusCode()).as(one.getKey()).isEqualTo(200);
      assertThat(header(response, "Content-Type")).isEqualTo("application/pkix-cert");
      assertThat(response.body()).isEqualTo(one.getValue().getEncoded());
    }
    assertThat(served.get("/ca/signature.cer").body()).isEqualTo(certificate.getEncoded());
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
