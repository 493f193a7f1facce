package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.launcher.installation.Installation.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void inside() {
    home = directory.resolve("home");
  }

  @Test
  void condition_ofEachDirectory_isSeen() throws IOException {
    Installation installation = installation(Map.of());
    assertThat(installation.condition()).isEqualTo(Condition.ABSENT);

    Files.createDirectories(home);
    Files.writeString(home.resolve("settings.properties"), "");
    assertThat(installation.condition()).isEqualTo(Condition.ABSENT);

    Files.createDirectories(installation.benchmarks());
    assertThat(installation.condition()).isEqualTo(Condition.ABSENT);

    Files.writeString(home.resolve("letter.txt"), "mine");
    assertThat(installation.condition()).isEqualTo(Condition.FOREIGN);

    begin(installation);
    assertThat(installation.condition()).isEqualTo(Condition.PRESENT);

    Files.writeString(home.resolve("installation.properties"), "format=0\n");
    assertThat(installation.condition()).isEqualTo(Condition.OTHER_FORMAT);
  }

  @Test
  void condition_ofFile_isForeign() throws IOException {
    Files.writeString(home, "not a directory");

    assertThat(installation(Map.of()).condition()).isEqualTo(Condition.FOREIGN);
  }

  @Test
  void settings_fromAllSources_followTheirOrder() throws IOException {
    begin(installation(Map.of("JITSUIN_HTTP_PORT", "1001", "JITSUIN_HTTPS_PORT", "1002")));
    Files.writeString(
        home.resolve("settings.properties"), "jitsuin.http.port=2001\njitsuin.https.port=2002\n");

    Ports ports = installation(Map.of("JITSUIN_HTTP_PORT", "3001")).settings().ports();

    assertThat(ports).isEqualTo(new Ports(3001, 2002, 8_444, 9_990));
  }

  @Test
  void settings_ofEarlierStart_areRemembered() {
    begin(installation(Map.of("JITSUIN_HTTP_PORT", "1001", "JITSUIN_CRL_DELAY", "PT5S")));

    Installation later = installation(Map.of());

    assertThat(later.settings().ports().http()).isEqualTo(1001);
    assertThat(later.settings().baseUrl()).isEqualTo("http://localhost:1001");
    assertThat(later.texts().text("jitsuin.crl.delay")).isEmpty();
  }

  @Test
  void delete_amongOthersFiles_leavesThem() throws IOException {
    Installation installation = installation(Map.of());
    begin(installation);
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("kept"), "");
    Files.createSymbolicLink(home.resolve("crl"), elsewhere);
    Files.createDirectories(installation.database().resolve("data"));
    Files.writeString(home.resolve("settings.properties"), "");

    installation.delete();

    assertThat(home).isDirectoryNotContaining("glob:**/{db,crl,installation.properties}");
    assertThat(home.resolve("settings.properties")).exists();
    assertThat(elsewhere.resolve("kept")).exists();
  }

  @Test
  void delete_ofAllThereIs_takesTheDirectoryToo() {
    Installation installation = installation(Map.of());
    begin(installation);

    installation.delete();

    assertThat(home).doesNotExist();
  }

  @Test
  void record_acrossSteps_keepsWhatItKnows() {
    Installation installation = installation(Map.of());
    begin(installation);

    installation.keep(installation.record().withSlot("ca", 4_000_000_000L));
    installation.keep(installation.record().withCeremonyBaseUrl("http://localhost:8080"));
    installation.keep(installation.record().completed());

    InstallationRecord read = installation(Map.of()).record();
    assertThat(read.slot("ca")).hasValue(4_000_000_000L);
    assertThat(read.slot("ocsp")).isEmpty();
    assertThat(read.ceremonyBaseUrl()).contains("http://localhost:8080");
    assertThat(read.isComplete()).isTrue();
  }

  @Test
  void lock_whileHeld_isKnownToTheKernel() throws IOException {
    Installation installation = installation(Map.of());
    try (InstallationLock _ = installation.lock(() -> {})) {
      assertThat(locks(home.resolve("lock"))).isEqualTo(1);
    }

    assertThat(locks(home.resolve("lock"))).isZero();
  }

  /** How many locks the kernel knows on a file. */
  private static long locks(Path file) throws IOException {
    String inode = Files.getAttribute(file, "unix:ino").toString();
    try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
      return locks.filter(line -> line.contains(":" + inode + " ")).count();
    }
  }

  @Test
  void properties_withOddCharacters_comeBackTheSame() throws IOException {
    Path file = directory.resolve("one.properties");
    Map<String, String> values = Map.of("a", " x=y:z#! \\ ", "b.c", "山田", "d", "");

    PropertiesFile.write(file, values);

    assertThat(PropertiesFile.read(file)).isEqualTo(values);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void link_ofTree_isWholeAfterTheOriginalIsGone() throws IOException {
    Path original = directory.resolve("original");
    Files.createDirectories(original.resolve("deep"));
    Files.writeString(original.resolve("deep/file"), "content");

    Trees.link(original, directory.resolve("copy"));
    Trees.delete(original);

    assertThat(original).doesNotExist();
    assertThat(directory.resolve("copy/deep/file")).hasContent("content");
  }

  private Installation installation(Map<String, String> environment) {
    return new Installation(home, environment);
  }

  private static void begin(Installation installation) {
    installation.keep(installation.record().begun(installation.texts()));
  }

  /** WildFly reads them as ISO 8859-1. */
  @Test
  void propertiesFile_lettersBeyondAscii_areEscapedAndComeBack(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("server.properties");

    PropertiesFile.write(file, Map.of("jitsuin.audit.directory", "/srv/実印/audit"));

    assertThat(Files.readString(file))
        .isEqualTo("jitsuin.audit.directory=/srv/\\u5B9F\\u5370/audit\n");
    assertThat(PropertiesFile.read(file))
        .containsExactly(Map.entry("jitsuin.audit.directory", "/srv/実印/audit"));
  }
}
