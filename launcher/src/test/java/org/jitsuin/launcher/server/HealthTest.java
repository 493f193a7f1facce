package org.jitsuin.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final String DEPLOYED =
      """
      {"name":"deployments-status","status":"UP","data":{"jitsuin.ear":"OK"}}\
      """;

  @Test
  void parse_allUp_isReady() {
    assertThat(parse("UP", DEPLOYED)).isEqualTo(new Health.Ready());
  }

  @Test
  void parse_upWithAReason_isReadyWithAWarning() {
    String warning =
        """
        {"name":"ca-core","status":"UP","data":{"reason":"TLS ends in 12 days"}}\
        """;

    assertThat(parse("UP", DEPLOYED + "," + warning))
        .isEqualTo(new Health.Ready(List.of("ca-core: TLS ends in 12 days")));
  }

  @Test
  void parse_upWithFacts_tellsThemAll_butNotThoseOfWildFly() {
    String facts =
        """
        {"name":"ca-core","status":"UP","data":{"signers":"signature-g1","reason":"TLS ends"}},
        {"name":"crl-publisher","status":"UP","data":{"partitions":3824}},
        {"name":"server-state","status":"UP","data":{"value":"running"}}\
        """;

    assertThat(parse("UP", DEPLOYED + "," + facts))
        .isEqualTo(
            new Health.Ready(
                List.of(
                    "ca-core: TLS ends; signers signature-g1", "crl-publisher: partitions 3824")));
  }

  @Test
  void parse_noApplicationYet_isNotReady() {
    assertThat(parse("UP", "{\"name\":\"deployments-status\",\"status\":\"UP\"}"))
        .isEqualTo(new Health.NotReady(List.of("the application is being deployed"), false));
  }

  @Test
  void parse_serviceDown_givesItsReason() {
    String down =
        """
        {"name":"ca-core","status":"DOWN","data":{"code":"TOKEN_UNAVAILABLE","reason":"no token"}}\
        """;

    assertThat(parse("DOWN", DEPLOYED + "," + down))
        .isEqualTo(new Health.NotReady(List.of("ca-core: no token"), false));
  }

  @Test
  void parse_wildFlyStarting_saysItOnce() {
    String starting =
        """
        {"name":"boot-errors","status":"DOWN"},
        {"name":"server-state","status":"DOWN","data":{"value":"starting"}}\
        """;

    assertThat(parse("DOWN", starting))
        .isEqualTo(new Health.NotReady(List.of("WildFly is starting"), false));
  }

  @Test
  void parse_failedDeployment_isHopeless() {
    String failed =
        """
        {"name":"deployments-status","status":"DOWN","data":{"jitsuin.ear":"FAILED"}}\
        """;

    assertThat(parse("DOWN", failed))
        .isEqualTo(new Health.NotReady(List.of("deployments-status: jitsuin.ear FAILED"), true));
  }

  @Test
  void parse_recoveryNeeded_isHopeless() {
    String closed =
        """
        {"name":"ca-core","status":"DOWN","data":{"code":"RECOVERY_NEEDED","reason":"76 are missing"}}\
        """;

    assertThat(parse("DOWN", DEPLOYED + "," + closed))
        .isEqualTo(new Health.NotReady(List.of("ca-core: 76 are missing"), true));
  }

  @Test
  void parse_noJson_isNotReady() {
    assertThat(Health.parse("<html>")).isInstanceOf(Health.NotReady.class);
  }

  private static Health parse(String status, String checks) {
    return Health.parse("{\"status\":\"" + status + "\",\"checks\":[" + checks + "]}");
  }
}
