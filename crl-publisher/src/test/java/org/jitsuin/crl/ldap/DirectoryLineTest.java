package org.jitsuin.crl.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.PublishedPartition;
import org.jitsuin.crl.testing.Slapd;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real OpenLDAP server. */
@Tag("stack")
class DirectoryLineTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private Slapd slapd;
  private CrlService service;
  private DirectoryLine line;

  @BeforeEach
  void start() throws Exception {
    rows.reset();
    rows.issueFirst("13221", clock.instant());
    slapd = new Slapd(directory.resolve("ldap"));
    slapd.start(false);
    Files.writeString(directory.resolve("password"), Slapd.PASSWORD);
    service =
        CrlService.of(
            settings(slapd.url()),
            TestStack.shared().dataSource("crl"),
            clock,
            partition -> partition.municipality().equals(Optional.of("13221")));
    line = line("one");
    service.publisher().run();
  }

  @AfterEach
  void stop() {
    line.close();
    service.close();
    slapd.close();
  }

  private Settings settings(String url) {
    Map<String, String> all = new HashMap<>();
    all.put("jitsuin.crl.directory", directory.resolve("crl").toString());
    all.put("jitsuin.ldap.url", url);
    all.put("jitsuin.ldap.bind-dn", Slapd.WRITER);
    all.put("jitsuin.ldap.password-file", directory.resolve("password").toString());
    return TestStack.shared().settingsWith(all);
  }

  private DirectoryLine line(String node) {
    Settings settings = settings(slapd.url());
    return DirectoryLine.configured(
            new Settings(
                key -> key.equals("jitsuin.node") ? Optional.of(node) : settings.text(key)),
            TestStack.shared().dataSource("crl"),
            service,
            clock)
        .orElseThrow();
  }

  private PublishedPartition listing() {
    return service
        .catalogue()
        .current()
        .flatMap(all -> all.find(Authority.SIGNATURE, "13221-g1"))
        .orElseThrow();
  }

  private void publishNext(int serial) {
    rows.revoke(
        listing().partition().no(),
        StatusRows.serial(serial),
        RevocationReason.SUPERSEDED,
        clock.instant());
    clock.advance(Duration.ofMinutes(2));
    service.publisher().run();
  }

  /** What anybody reads at the name that certificates give. */
  private Optional<SearchResultEntry> entry() throws LDAPException {
    return entries("digital signature").stream().findFirst();
  }

  private List<SearchResultEntry> entries(String authority) throws LDAPException {
    try (LDAPConnection anonymous = new LDAPConnection("127.0.0.1", port())) {
      return anonymous
          .search(Slapd.SUFFIX, SearchScope.SUB, "(cn=* CRL 13221-g1)")
          .getSearchEntries()
          .stream()
          .filter(entry -> entry.getDN().contains(authority))
          .toList();
    } catch (LDAPException e) {
      if (e.getResultCode().intValue() == 32) {
        return List.of();
      }
      throw e;
    }
  }

  private int port() {
    return Integer.parseInt(slapd.url().substring(slapd.url().lastIndexOf(':') + 1));
  }

  private void assertThatItIsThere() throws LDAPException, IOException {
    Partition partition = listing().partition();
    long number = listing().served().orElseThrow().number();
    SearchResultEntry entry = entry().orElseThrow();
    assertThat(entry.getAttributeValueBytes("certificateRevocationList;binary"))
        .isEqualTo(Files.readAllBytes(service.files().file(partition, number)));
    assertThat(entry.getAttributeValueBytes("deltaRevocationList;binary"))
        .isEqualTo(Files.readAllBytes(service.files().deltaFile(partition, number)));
  }

  private String row() {
    return rows.jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT CONCAT(number, ' ', failures, ' ', COALESCE(error, 'none'))
                    FROM status.crl_directory WHERE partition_no = :no
                    """)
                .bind("no", listing().partition().no())
                .mapTo(String.class)
                .findOne()
                .orElse("nothing"));
  }

  @Test
  void run_withANewerCrlInTheDirectory_keepsItAndSignsNothing() throws Exception {
    publishNext(1);
    line.run();
    Path newest = service.files().file(listing().partition(), 2);
    byte[] published = Files.readAllBytes(newest);
    rows.setBack(listing().partition().no(), 1);
    Files.delete(newest);

    line.close();
    service.close();
    service =
        CrlService.of(
            settings(slapd.url()),
            TestStack.shared().dataSource("crl"),
            clock,
            partition -> partition.municipality().equals(Optional.of("13221")));
    line = line("one");
    service.publisher().run();
    clock.advance(Duration.ofMinutes(2));
    service.publisher().run();
    assertThat(rows.crls(listing().partition().no())).hasSize(1);
    assertThat(newest).hasBinaryContent(published);
    assertThat(service.health().report().reason()).contains("CRL 2 of signature-g1/13221-g1");
    rows.reset();
  }

  @Test
  void run_published_standsUnderTheNameOfTheDistributionPoint() throws Exception {
    line.run();
    assertThatItIsThere();
    assertThat(entry().orElseThrow().getDN())
        .isEqualTo(
            "cn=Kiyose-shi CRL 13221-g1,ou=Tokyo-to,ou=CRL Distribution Points,"
                + "ou=JPKI for digital signature,o=JPKI-TEST,c=JP");
    assertThat(entry().orElseThrow().getObjectClassValues()).contains("cRLDistributionPoint");
    publishNext(1);
    line.run();
    assertThatItIsThere();
    assertThat(row()).isEqualTo("2 0 none");
  }

  @Test
  void run_directoryGone_isTriedAgainUntilItIsBack() throws Exception {
    line.run();
    slapd.stop();
    publishNext(1);
    line.run();
    assertThat(line.trouble()).startsWith("the directory cannot be reached");
    assertThat(service.health().report().ready()).isTrue();
    slapd.start(false);
    line.run();
    assertThat(line.trouble()).isEmpty();
    assertThatItIsThere();
  }

  @Test
  void run_directoryRefuses_isRecordedAndTriedLater() throws Exception {
    slapd.stop();
    slapd.start(true);
    line.run();
    assertThat(row()).isEqualTo("0 1 unwilling to perform");
    slapd.stop();
    slapd.start(false);
    line.run();
    assertThat(entry()).isEmpty();
    clock.advance(Duration.ofSeconds(2));
    line.run();
    assertThatItIsThere();
    assertThat(row()).isEqualTo("1 0 none");
  }

  @Test
  void run_crlTooLargeForTheDirectory_isRecordedAndTheOthersGoOn() throws Exception {
    slapd.stop();
    slapd.with("sockbuf_max_incoming_auth 65535").start(false);
    rows.fill(listing().partition().no(), 2_000, clock.instant());
    clock.advance(Duration.ofHours(25));
    service.publisher().run();
    line.run();
    long size = listing().served().orElseThrow().size();
    assertThat(size).isGreaterThan(65_535);
    assertThat(row())
        .isEqualTo(
            "0 1 the connection was closed while a CRL of " + size + " octets was being written");
    assertThat(line.trouble()).isEmpty();
    assertThat(entries("user authentication")).hasSize(1);
  }

  @Test
  void run_serverThatWasStopped_putsNoOlderCrlBack() throws Exception {
    line.run();
    Partition partition = listing().partition();
    Directory.Pair older = pair(partition, 1);
    DN name = new DN(entry().orElseThrow().getDN());
    try (Directory late = directory()) {
      Entry seen = late.look(name).orElseThrow();
      publishNext(1);
      line.run();
      assertThatItIsThere();
      late.put(name, older);
      assertThatItIsThere();
      assertThatThrownBy(() -> late.replace(seen, older)).isInstanceOf(LDAPException.class);
      assertThatItIsThere();
      late.replace(late.look(name).orElseThrow(), older);
      assertThat(entry().orElseThrow().getAttributeValueBytes("certificateRevocationList;binary"))
          .isEqualTo(older.crl().bytes());
    }
  }

  private Directory directory() throws LDAPException {
    return Directory.connect(
        LdapSettings.read(settings(slapd.url())).orElseThrow(), Slapd.PASSWORD.toCharArray());
  }

  private Directory.Pair pair(Partition partition, long number) throws IOException {
    return new Directory.Pair(
        number,
        Bytes.of(Files.readAllBytes(service.files().file(partition, number))),
        Optional.of(Bytes.of(Files.readAllBytes(service.files().deltaFile(partition, number)))));
  }

  @Test
  void run_wrongPassword_isTroubleWithoutASecret() throws Exception {
    Files.writeString(directory.resolve("password"), "another");
    line.run();
    assertThat(line.trouble()).isEqualTo("the directory cannot be reached: invalid credentials");
    assertThat(row()).isEqualTo("nothing");
  }

  @Test
  void run_anotherServerHasTheLease_leavesTheDirectoryAlone() throws Exception {
    try (DirectoryLine other = line("two")) {
      line.run();
      publishNext(1);
      other.run();
      assertThat(row()).isEqualTo("1 0 none");
      line.close();
      other.run();
      assertThatItIsThere();
    }
  }

  @Test
  void configured_clearTextToAnotherHost_isRefused() {
    assertThatThrownBy(() -> LdapSettings.read(settings("ldap://ldap.example.jp")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("ldaps://");
    assertThat(LdapSettings.read(settings("ldaps://ldap.example.jp")))
        .hasValueSatisfying(place -> assertThat(place.port()).isEqualTo(636));
    assertThat(LdapSettings.read(new Settings(_ -> Optional.empty()))).isEmpty();
  }
}
