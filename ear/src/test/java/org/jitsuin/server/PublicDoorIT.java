package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door over TLS that asks nobody for a certificate. */
@Tag("deployed")
class PublicDoorIT extends DeployedServerTest {
  private static HttpResponse<String> get(String path, Optional<String> staff) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(StaffClient.tls(installation(), staff))
        .build()
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        "https://localhost:" + installation().settings().ports().open() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/crl/signature/",
        "/ca/signature.cer",
        "/log/checkpoint",
        "/office/public/seal.svg"
      })
  void whatEverybodyMaySee_isThere(String path) throws Exception {
    assertThat(get(path, Optional.empty()).statusCode()).isEqualTo(200);
  }

  /** Not even for who has a certificate, which is not asked for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/caller",
        "/office/",
        "/office/clear.html",
        "/openapi",
        "/office/public/..;/index.html"
      })
  void everythingElse_isNot(String path) throws Exception {
    for (Optional<String> staff : List.of(Optional.<String>empty(), Optional.of("auditor"))) {
      HttpResponse<String> answer = get(path, staff);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("public port");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/caller", "/office/"})
  void theDoorOfOffices_isAsBefore(String path) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .sslContext(StaffClient.tls(installation(), Optional.of("auditor")))
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(installation().settings().httpsAddress() + path))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
