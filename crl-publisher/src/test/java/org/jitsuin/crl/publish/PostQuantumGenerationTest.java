package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.testing.SecondGeneration;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.crl.testing.TestPki;
import org.jitsuin.testing.NodeJudge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * A generation that signs by ML-DSA-65 beside one that signs by RSA: CRLs, deltas and complete CRLs
 * of both, from one publisher, before the JDK and before an OpenSSL that knows ML-DSA.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("stack")
class PostQuantumGenerationTest {
  private static final String FIRST = "13221-g1";
  private static final String SECOND = "13221-g2";

  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private static Path directory;
  private SecondGeneration second;
  private Server server;

  /** Each partition gets a certificate that is on hold, a complete day, and a revocation. */
  @BeforeAll
  void start() {
    rows.reset();
    second = new SecondGeneration(rows, clock.instant(), SignatureScheme.ML_DSA_65);
    server = new Server(directory.resolve("crls"), clock);
    server.run();
    for (String id : List.of(FIRST, SECOND)) {
      rows.revoke(
          partition(id).no(), serial(id, 3), RevocationReason.CERTIFICATE_HOLD, clock.instant());
    }
    runAfter(Duration.ofMinutes(1));
    runAfter(Duration.ofHours(25));
    for (String id : List.of(FIRST, SECOND)) {
      rows.revoke(
          partition(id).no(), serial(id, 2), RevocationReason.KEY_COMPROMISE, clock.instant());
    }
    runAfter(Duration.ofMinutes(1));
    server.runComplete();
  }

  private void runAfter(Duration time) {
    clock.advance(time);
    server.run();
  }

  @AfterAll
  void stop() {
    server.close();
    second.close();
  }

  private PublishedPartition listing(String id) {
    return server
        .service()
        .catalogue()
        .current()
        .flatMap(all -> all.find(Authority.SIGNATURE, id))
        .orElseThrow();
  }

  private Partition partition(String id) {
    return listing(id).partition();
  }

  private byte[] crl(String id) throws IOException {
    PublishedPartition listing = listing(id);
    return Files.readAllBytes(
        server
            .service()
            .files()
            .file(listing.partition(), listing.served().orElseThrow().number()));
  }

  private byte[] delta(String id) throws IOException {
    PublishedPartition listing = listing(id);
    return Files.readAllBytes(
        server
            .service()
            .files()
            .deltaFile(listing.partition(), listing.served().orElseThrow().number()));
  }

  private byte[] complete(String id) throws IOException {
    PublishedPartition listing =
        server.service().completeListings().stream()
            .filter(one -> one.partition().authority() == Authority.SIGNATURE)
            .filter(one -> one.partition().id().equals(id))
            .findFirst()
            .orElseThrow();
    return Files.readAllBytes(
        server
            .service()
            .files()
            .file(listing.partition(), listing.served().orElseThrow().number()));
  }

  private SigningKey key(String id) {
    return id.equals(FIRST) ? second.oldKey() : second.key();
  }

  private X509Certificate root(String id) {
    return id.equals(FIRST) ? second.oldCertificate() : second.certificate();
  }

  /** No two certificates of an authority have one number: its complete CRLs list both. */
  private static Serial serial(String id, int number) {
    return StatusRows.serial(id.equals(FIRST) ? number : 10 + number);
  }

  private X509Certificate leaf(String id, int number) {
    return TestPki.leaf(partition(id), key(id), serial(id, number), clock.instant());
  }

  private static X509CRL parsed(byte[] crl) throws GeneralSecurityException {
    return (X509CRL)
        CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(crl));
  }

  @Test
  void crls_ofBothGenerations_areSignedByTheKeyOfEach() throws Exception {
    for (String id : List.of(FIRST, SECOND)) {
      String algorithm = id.equals(FIRST) ? "SHA256withRSA" : "ML-DSA-65";
      String complete = id.equals(FIRST) ? "complete-g1" : "complete-g2";
      for (byte[] crl : List.of(crl(id), delta(id), complete(complete))) {
        assertThat(parsed(crl).getSigAlgName()).isEqualTo(algorithm);
        parsed(crl).verify(root(id).getPublicKey());
      }
      assertThat(parsed(crl(id)).getRevokedCertificates()).hasSize(2);
      assertThat(parsed(delta(id)).getRevokedCertificates()).hasSize(1);
    }
  }

  /**
   * The JDK gives up at the first CRL whose signer it does not find: who keeps the CRLs of both
   * generations has both roots, or a link in the path.
   */
  private void pkix(Set<X509Certificate> roots, X509Certificate... path)
      throws GeneralSecurityException, IOException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<CRL> crls = List.of(parsed(complete("complete-g1")), parsed(complete("complete-g2")));
    PKIXParameters parameters =
        new PKIXParameters(
            roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
    parameters.setDate(Date.from(clock.instant()));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
    CertPathValidator.getInstance("PKIX")
        .validate(factory.generateCertPath(List.of(path)), parameters);
  }

  @Test
  void pkix_completeCrlsOfBothGenerations_refusesWhatEitherRevoked() {
    for (String id : List.of(FIRST, SECOND)) {
      Set<X509Certificate> both = Set.of(root(FIRST), root(SECOND));
      Set<X509Certificate> other = Set.of(root(id.equals(FIRST) ? SECOND : FIRST));
      X509Certificate link = id.equals(FIRST) ? second.oldWithNew() : second.newWithOld();
      assertThatCode(() -> pkix(both, leaf(id, 1))).doesNotThrowAnyException();
      assertThatCode(() -> pkix(other, leaf(id, 1), link)).doesNotThrowAnyException();
      for (int serial : new int[] {2, 3}) {
        assertThatThrownBy(() -> pkix(both, leaf(id, serial)))
            .isInstanceOf(CertPathValidatorException.class)
            .hasCauseInstanceOf(CertificateRevokedException.class);
        assertThatThrownBy(() -> pkix(other, leaf(id, serial), link))
            .isInstanceOf(CertPathValidatorException.class)
            .hasCauseInstanceOf(CertificateRevokedException.class);
      }
    }
  }

  static boolean nodeRunsHere() {
    return NodeJudge.runsHere();
  }

  @Test
  @EnabledIf("nodeRunsHere")
  void openssl35_certificatesLinksAndCrls_verifiesEachByItsGenerationAlone() throws Exception {
    NodeJudge judge = new NodeJudge(directory);
    for (String id : List.of(FIRST, SECOND)) {
      X509Certificate root = root(id);
      X509Certificate other = root(id.equals(FIRST) ? SECOND : FIRST);
      X509Certificate byIt = id.equals(FIRST) ? second.newWithOld() : second.oldWithNew();
      List<byte[]> signed =
          List.of(
              root.getEncoded(),
              leaf(id, 1).getEncoded(),
              byIt.getEncoded(),
              crl(id),
              delta(id),
              complete(id.equals(FIRST) ? "complete-g1" : "complete-g2"));
      for (byte[] one : signed) {
        assertThat(judge.verifies(one, root)).isTrue();
        byte[] changed = one.clone();
        changed[changed.length - 20] ^= 1;
        assertThat(judge.verifies(changed, root)).isFalse();
      }
      assertThat(refuses(judge, crl(id), other)).isTrue();
    }
  }

  /** OpenSSL says no, or that a key of another kind cannot have made the signature. */
  private static boolean refuses(NodeJudge judge, byte[] signed, X509Certificate signer) {
    try {
      return !judge.verifies(signed, signer);
    } catch (AssertionError _) {
      return true;
    }
  }
}
