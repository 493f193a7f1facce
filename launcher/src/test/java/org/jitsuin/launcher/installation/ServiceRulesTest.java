package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRulesTest {
  private static final String REPLICA = "jitsuin.db.url=jdbc:mariadb://replica:3306/";

  /** What is set, as KEY=VALUE. */
  private static Optional<String> problem(boolean caToken, String... lines) {
    Map<String, String> values = new HashMap<>();
    Arrays.stream(lines)
        .map(line -> line.split("=", 2))
        .forEach(line -> values.put(line[0], line[1]));
    return ServiceRules.problem(new Settings(key -> Optional.ofNullable(values.get(key))), caToken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authority",
        "authority,ocsp,crl,repository",
        "authority,crl",
        "ocsp",
        "repository",
        "ocsp,repository"
      })
  void problem_whatGoesTogether_none(String services) {
    assertThat(problem(false, "jitsuin.services=" + services, REPLICA)).isEmpty();
  }

  @Test
  void problem_nothingSet_none() {
    assertThat(problem(true)).isEmpty();
  }

  @Test
  void problem_validationAuthorityWithPeers_none() {
    assertThat(
            problem(
                false,
                "jitsuin.services=ocsp,crl-mirror,repository",
                REPLICA,
                "jitsuin.crl.peers=http://app-1:8080"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'authority,crl-mirror', jitsuin.mode=development, publishes them (crl)",
    "'crl-mirror,repository', jitsuin.mode=development, jitsuin.crl.peers",
    "ocsp, jitsuin.db.admin.user=root, jitsuin.db.admin.user; take it away",
    "ocsp, jitsuin.db.admin.password-file=/p, jitsuin.db.admin.password-file; take it away",
    "ocsp, jitsuin.db.ca.password=secret, jitsuin.db.ca.password; take it away",
    "ocsp, jitsuin.db.second=jdbc:mariadb://db/, jitsuin.db.second; take it away",
    "ocsp, jitsuin.pkcs11.ca.slot=1, take jitsuin.pkcs11.ca.slot away",
    "crl, jitsuin.mode=development, jitsuin.pkcs11.library"
  })
  void problem_whatDoesNotGoTogether_saysServicesAndCure(
      String services, String setting, String cure) {
    assertThat(problem(false, "jitsuin.services=" + services, setting, REPLICA))
        .hasValueSatisfying(problem ->
            assertThat(problem).startsWith("jitsuin.services is " + services).contains(cure));
  }

  @Test
  void problem_neverSaysASecret() {
    assertThat(problem(false, "jitsuin.services=ocsp", "jitsuin.db.ca.password=hush", REPLICA))
        .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("hush"));
  }

  @Test
  void problem_keysOfTheAuthoritiesInThatDirectory_areRefused() {
    assertThat(problem(true, "jitsuin.services=ocsp", REPLICA))
        .hasValueSatisfying(problem -> assertThat(problem).contains("JITSUIN_HOME"));
    assertThat(problem(true, "jitsuin.services=crl", REPLICA)).isEmpty();
  }
}
