package org.jitsuin.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  @Test
  void parse_machines_areThereInOrder() {
    Hosts hosts = Hosts.parse("app-1, db-2=10.0.0.2,db-1=10.0.0.1,db-3=db3.example.jp");

    assertThat(hosts.databases()).extracting(Host::name).containsExactly("db-2", "db-1", "db-3");
    assertThat(hosts.databases())
        .extracting(Host::address)
        .containsExactly("10.0.0.2", "10.0.0.1", "db3.example.jp");
    assertThat(hosts.servers()).containsExactly(new Host("app-1", "app-1", Role.SERVER));
  }

  /** Each would make a cluster that cannot work, or a file that says something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db-1,db-2,app-1",
        "db-1,db-2,db-3,db-4,app-1",
        "db-1,db-2,db-3",
        "db-1,db-2,db-3,app-1,web-1",
        "db-1,db-2,db-3,app-1,va-1",
        "db-1,db-2,db-3,app",
        "db-1,db-2,db-2,app-1",
        "db-1=x,db-2=x,db-3,app-1",
        "db-1=,db-2,db-3,app-1",
        "db-1=a b,db-2,db-3,app-1",
        "db-1=a;rm,db-2,db-3,app-1",
        "db-1=$(x),db-2,db-3,app-1",
        "db-1=-x,db-2,db-3,app-1",
        "db-1=a\nb,db-2,db-3,app-1",
      })
  void parse_otherwise_isRefused(String text) {
    assertThatExceptionOfType(SetupFailure.class).isThrownBy(() -> Hosts.parse(text));
  }
}
