package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.repository.FilterPlaces;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StatusSignerProfile;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.StatusSignerTable;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.MalformedFilterException;
import org.jitsuin.filter.Opened;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.testing.TestStack;

/** An authority that issues and revokes, what it published, and a reader of that. */
final class FilterStage implements AutoCloseable {
  private static final int REVOKED = 4;
  private static final int HOLD = 6;

  final TestClock clock;
  final Map<Serial, FilterStatus> expected = new HashMap<>();
  private final TestStack stack = TestStack.shared();
  private final Jdbi jdbi = new StatusRows().jdbi();
  private final Random random = new Random(5);
  private final Path directory;
  private final List<CrlService> others = new ArrayList<>();
  private CrlService service;
  private FilterLine line;

  FilterStage(Path directory, Instant now) {
    this.directory = directory;
    clock = new TestClock(now);
    new StatusRows().reset();
    jdbi.useHandle(handle -> {
      handle.execute("DELETE FROM status.filter");
      handle.execute("DELETE FROM status.filter_signer");
      handle.execute("DELETE FROM audit.submission");
      handle.execute("UPDATE status.beat SET at = 0, seq = 0");
    });
    start();
  }

  /**
   * The time, when there is an authority: its keys are good from then on, and where a test is the
   * first to ask for one it takes a while to make.
   */
  static Instant now(ChronoUnit unit) {
    TestStack _ = TestStack.shared();
    return Clocks.system().instant().truncatedTo(unit);
  }

  /** Starts a server, as after the last one ended or was killed. */
  void start() {
    service =
        CrlService.of(
            stack.settingsWith(settings(directory)), stack.dataSource("crl"), clock, _ -> false);
    line = line(directory, service);
  }

  static Map<String, String> settings(Path directory) {
    return Map.of("jitsuin.crl.directory", directory.toString(), "jitsuin.crl.lease", "PT5S");
  }

  /** Another server on the same files, with a name of its own; ends with the stage. */
  FilterLine another(String node) {
    return another(node, settings(directory));
  }

  /** Another server with files of its own, that fetches from others what they publish. */
  FilterLine another(String node, Path own, String peers) {
    Map<String, String> settings = new HashMap<>(settings(own));
    settings.put("jitsuin.crl.peers", peers);
    return another(node, settings);
  }

  /** A server that publishes nothing and has neither key nor token. */
  FilterMirrorLine mirror(Path own, String peers) {
    Map<String, String> settings =
        Map.of("jitsuin.crl.directory", own.toString(), "jitsuin.crl.peers", peers);
    return FilterMirrorLine.configured(
            new Settings(key -> Optional.ofNullable(settings.get(key))),
            stack.dataSource("crl"),
            clock)
        .orElseThrow();
  }

  private FilterLine another(String node, Map<String, String> of) {
    Map<String, String> settings = new HashMap<>(of);
    settings.put("jitsuin.node", node);
    CrlService other =
        CrlService.of(stack.settingsWith(settings), stack.dataSource("crl"), clock, _ -> false);
    others.add(other);
    return FilterLine.configured(stack.settingsWith(settings), other.means(), clock).orElseThrow();
  }

  private FilterLine line(Path root, CrlService of) {
    return FilterLine.configured(stack.settingsWith(settings(root)), of.means(), clock)
        .orElseThrow();
  }

  FilterLine line() {
    return line;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** Certifies a status key of each authority in the CA token, by the real profile. */
  void certifyKeys() {
    for (Authority authority : Authority.values()) {
      certify(authority);
    }
  }

  private void certify(Authority authority) {
    SigningPool pool = service.means().pool();
    IssuerTable.Row row = row(authority);
    AuthorityScript script = AuthorityScript.ofJson(row.script());
    SignatureScheme scheme = script.ocspSigner().keyScheme();
    String label = authority.id() + "-g1-status-test-1";
    if (!pool.token().labels().contains(label)) {
      pool.token().generate(label, scheme);
    }
    IssuingKey issuing =
        new IssuingKey(
            row.number(),
            script.authorityPolicy(),
            row.certificate(),
            pool.key(row.keyLabel(), row.scheme()));
    CertificateContent content =
        StatusSignerProfile.content(
            issuing,
            SubjectPublicKeyInfo.getInstance(pool.token().publicKey(label).getEncoded()),
            serial(clock.instant()),
            clock.instant(),
            14);
    X509Certificate certificate = SignedCertificate.sign(content.toBeSigned(), issuing.key());
    jdbi.useHandle(
        handle -> StatusSignerTable.insert(handle, row.number(), scheme, label, certificate));
  }

  IssuerTable.Row row(Authority authority) {
    return jdbi.withHandle(IssuerTable::all).stream()
        .filter(row -> row.authority().equals(authority.id()))
        .findFirst()
        .orElseThrow();
  }

  /** A serial number that was drawn at a time. */
  Serial serial(Instant time) {
    return Serial.of(
        ByteBuffer.allocate(16)
            .putLong(time.toEpochMilli() << 16 | random.nextInt(65_536))
            .putLong(random.nextLong())
            .array());
  }

  /** Issues so many certificates of the signature authority within a time. */
  List<Serial> issue(int count, Instant from, Duration within) {
    List<Serial> serials =
        random
            .longs(count, 0, within.toMillis())
            .mapToObj(millis -> serial(from.plusMillis(millis)))
            .toList();
    append(serials, null);
    serials.forEach(serial -> expected.put(serial, FilterStatus.GOOD));
    return serials;
  }

  void revoke(Serial serial) {
    revoke(List.of(serial));
  }

  void revoke(List<Serial> serials) {
    change(serials, REVOKED, FilterStatus.REVOKED);
  }

  void hold(Serial serial) {
    hold(List.of(serial));
  }

  void hold(List<Serial> serials) {
    change(serials, HOLD, FilterStatus.ON_HOLD);
  }

  void restore(Serial serial) {
    change(List.of(serial), null, FilterStatus.GOOD);
  }

  private void change(List<Serial> serials, Integer reason, FilterStatus status) {
    append(serials, reason);
    serials.forEach(serial -> expected.put(serial, status));
  }

  /** As many rows as serial numbers, one behind the other, as one transaction. */
  private void append(List<Serial> serials, Integer reason) {
    int issuer = row(Authority.SIGNATURE).number();
    Instant now = clock.instant();
    jdbi.useTransaction(handle -> {
      handle.execute("UPDATE status.feed_head SET last = last + ?", serials.size());
      long last = handle.select("SELECT last FROM status.feed_head").mapTo(Long.class).one();
      PreparedBatch rows =
          handle.prepareBatch(
              """
              INSERT INTO status.feed
                (seq, issuer_no, serial, partition_no, not_after, reason, revoked_at, recorded_at)
              VALUES (?, ?, ?, 1, ?, ?, ?, ?)
              """);
      for (int i = 0; i < serials.size(); i++) {
        rows.add(
            last - serials.size() + 1 + i,
            issuer,
            serials.get(i).octets(),
            now.plus(Duration.ofDays(1_825)).toEpochMilli(),
            reason,
            reason == null ? null : now.toEpochMilli(),
            now.toEpochMilli());
      }
      rows.execute();
    });
  }

  /** The authority's heartbeat. */
  void beat() {
    beat(clock.instant());
  }

  void beat(Instant at) {
    jdbi.useHandle(handle ->
        handle.execute(
            "UPDATE status.beat SET at = ?, seq = (SELECT last FROM status.feed_head)",
            at.toEpochMilli()));
  }

  void run() {
    beat();
    line.run();
  }

  FilterPlaces places() {
    return new FilterPlaces(directory);
  }

  Head head() throws IOException {
    try {
      return Head.unchecked(Files.readAllBytes(places().head(Authority.SIGNATURE)));
    } catch (MalformedFilterException e) {
      throw new IOException(e);
    }
  }

  byte[] base() throws IOException {
    return Files.readAllBytes(
        places().base(Authority.SIGNATURE, Fingerprint.ofDigest(head().base().sha256().octets())));
  }

  private byte[] delta() throws IOException {
    Head head = head();
    return head.delta().length() == 0
        ? new byte[0]
        : Files.readAllBytes(
            places()
                .delta(Authority.SIGNATURE, Fingerprint.ofDigest(head.delta().sha256().octets())));
  }

  /** Opens what is handed out, as any relying party does. */
  StatusFilter opened() throws IOException {
    byte[] head = Files.readAllBytes(places().head(Authority.SIGNATURE));
    Opened opened =
        StatusFilter.open(head, base(), delta(), List.of(row(Authority.SIGNATURE).certificate()));
    if (opened instanceof Opened.Usable usable) {
      return usable.filter();
    }
    throw new IllegalStateException(opened.toString());
  }

  /** Asks about all certificates, and returns those that it is wrong about. */
  List<Serial> wrong() throws IOException {
    StatusFilter filter = opened();
    PublicKey issuer = issuerKey();
    return expected.entrySet().stream()
        .filter(each -> ask(filter, issuer, each.getKey()) != each.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  FilterStatus ask(StatusFilter filter, Serial serial) {
    return ask(filter, issuerKey(), serial);
  }

  private FilterStatus ask(StatusFilter filter, PublicKey issuer, Serial serial) {
    return filter.status(issuer, serial.value(), clock.instant());
  }

  private PublicKey issuerKey() {
    return row(Authority.SIGNATURE).certificate().getPublicKey();
  }

  List<String> audited() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT CONVERT(body USING utf8mb4) FROM audit.submission
                WHERE LOCATE('"authority":"signature"', body) > 0 ORDER BY submission_no
                """)
            .mapTo(String.class)
            .list());
  }

  Optional<String> trouble() {
    return Optional.ofNullable(line.health().troubles().get("signature"));
  }

  @Override
  public void close() {
    line.close();
    service.close();
    others.forEach(CrlService::close);
  }
}
