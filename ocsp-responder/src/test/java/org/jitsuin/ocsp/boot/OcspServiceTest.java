package org.jitsuin.ocsp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.testing.FlakyDataSource;
import org.jitsuin.ocsp.testing.StatusRows;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stack")
class OcspServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestStack stack = TestStack.shared();

  private OcspService service(Map<String, String> others, DataSource dataSource) {
    Settings settings = stack.settingsWith(others);
    new StatusRows(stack.jdbi("ca")).beat(Clocks.system().instant());
    return new OcspService(
        settings, dataSource, Clocks.system(), Thread.ofPlatform().daemon().factory());
  }

  /** Why it is not ready; empty if it is. */
  private static String problem(OcspService service) {
    return service.readiness().facts().getOrDefault("reason", "");
  }

  /** Waits until the problem is as it should be, and returns it as it then is. */
  private static String await(OcspService service, Predicate<String> wanted)
      throws InterruptedException {
    long tries = PATIENCE.dividedBy(Duration.ofMillis(20));
    String problem = problem(service);
    for (long i = 0; i < tries && !wanted.test(problem); i++) {
      Thread.sleep(20);
      problem = problem(service);
    }
    return problem;
  }

  @Test
  void start_everythingThere_becomesReady() throws InterruptedException {
    try (OcspService service = service(Map.of(), stack.dataSource("ocsp"))) {
      assertThat(service.readiness().up()).isFalse();
      service.start();
      assertThat(await(service, String::isEmpty)).isEmpty();
      assertThat(service.readiness().up()).isTrue();
    }
  }

  @Test
  void start_databaseNotThere_saysSoAndHeals() throws InterruptedException {
    FlakyDataSource dataSource = new FlakyDataSource(stack.dataSource("ocsp"));
    dataSource.unplug();
    Map<String, String> quick = Map.of("jitsuin.ocsp.signer-reload", "PT0.2S");
    try (OcspService service = service(quick, dataSource)) {
      service.start();
      assertThat(await(service, problem -> problem.contains("database")))
          .isEqualTo(
              "the status of certificates is not loaded;"
                  + " issuers and signers cannot be read from the database");
      dataSource.plugIn();
      assertThat(await(service, String::isEmpty)).isEmpty();
    }
  }

  @Test
  void start_noMemoryForAMoment_goesOn() throws InterruptedException {
    FlakyDataSource dataSource = new FlakyDataSource(stack.dataSource("ocsp"));
    dataSource.exhaust(2);
    Map<String, String> quick = Map.of("jitsuin.ocsp.signer-reload", "PT0.2S");
    try (OcspService service = service(quick, dataSource)) {
      service.start();
      assertThat(await(service, String::isEmpty)).isEmpty();
    }
  }

  @Test
  void start_tokenNotThere_saysSoAndHeals(@TempDir Path directory)
      throws InterruptedException, IOException {
    Path pin = directory.resolve("pin");
    Map<String, String> settings =
        Map.of(
            "jitsuin.ocsp.signer-reload", "PT0.2S", "jitsuin.pkcs11.ocsp.pin-file", pin.toString());
    try (OcspService service = service(settings, stack.dataSource("ocsp"))) {
      service.start();
      assertThat(await(service, problem -> problem.startsWith("token ocsp has no readable PIN")))
          .contains("no valid OCSP signer for signature-g1");
      Files.copy(stack.settings().get(BaseSettings.pinFile("ocsp")), pin);
      assertThat(await(service, String::isEmpty)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jitsuin.ocsp.max-request, 10",
    "jitsuin.ocsp.max-certificates, 0",
    "jitsuin.ocsp.validity, soon",
    "jitsuin.ocsp.freshness-limit, PT16M",
    "jitsuin.ocsp.resign-below, 101",
    "jitsuin.ocsp.stored-answers, -1",
    "jitsuin.ocsp.retention, P36501D",
    "jitsuin.ocsp.retention, -PT1S",
    "jitsuin.ocsp.read-timeout, PT0S",
    "jitsuin.ocsp.waiting, 0",
    "jitsuin.ocsp.poll, PT1H",
    "jitsuin.ocsp.signer-reload, PT0S"
  })
  void make_badSetting_saysWhich(String key, String value) {
    assertThatThrownBy(
            () -> {
              try (OcspService service = service(Map.of(key, value), stack.dataSource("ocsp"))) {
                service.start();
              }
            })
        .isInstanceOf(Fault.class)
        .hasMessageContaining(key);
  }

  @Test
  void make_onlyWhatHasNoDefault_isEnough() {
    List<String> given =
        List.of(
            "jitsuin.pkcs11.library", "jitsuin.pkcs11.ocsp.slot", "jitsuin.pkcs11.ocsp.pin-file");
    Settings settings =
        new Settings(key -> given.contains(key) ? stack.settings().text(key) : Optional.empty());
    new OcspService(
            settings,
            stack.dataSource("ocsp"),
            Clocks.system(),
            Thread.ofPlatform().daemon().factory())
        .close();
  }
}
