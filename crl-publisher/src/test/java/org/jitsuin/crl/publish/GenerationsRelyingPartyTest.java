package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.SecondGeneration;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.crl.testing.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Others' software with both complete CRLs of an authority that has two key generations: a good and
 * a revoked certificate of each generation, the CRLs in either order, both roots trusted or one
 * with the link certificate to the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("stack")
class GenerationsRelyingPartyTest {
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<byte[]> crls = new ArrayList<>();
  @TempDir private static Path directory;
  private SecondGeneration second;
  private Server server;

  /** A certificate under the key of the first or the second generation. */
  private record Leaf(int generation, boolean revoked, X509Certificate certificate) {}

  @BeforeAll
  void start() throws IOException {
    rows.reset();
    second = new SecondGeneration(rows, clock.instant());
    server = new Server(directory.resolve("crls"), clock);
    server.run();
    addLeaves(1, server.partition(), second.oldKey());
    addLeaves(2, partition("13221-g2"), second.key());
    server.runComplete();
    for (String id : List.of("complete-g1", "complete-g2")) {
      crls.add(complete(id));
    }
  }

  @AfterAll
  void stop() {
    server.close();
    second.close();
  }

  private byte[] complete(String id) throws IOException {
    PublishedPartition listing =
        server.service().completeListings().stream()
            .filter(one -> one.partition().authority() == Authority.SIGNATURE)
            .filter(one -> one.partition().id().equals(id))
            .findFirst()
            .orElseThrow();
    long number = listing.served().orElseThrow().number();
    return Files.readAllBytes(server.service().files().file(listing.partition(), number));
  }

  private Partition partition(String id) {
    return server
        .service()
        .catalogue()
        .current()
        .flatMap(all -> all.find(Authority.SIGNATURE, id))
        .orElseThrow()
        .partition();
  }

  private void addLeaves(int generation, Partition partition, SigningKey key) {
    for (boolean revoked : new boolean[] {false, true}) {
      int serial = 2 * generation + (revoked ? 1 : 0);
      leaves.add(
          new Leaf(
              generation,
              revoked,
              TestPki.leaf(partition, key, StatusRows.serial(serial), clock.instant())));
      if (revoked) {
        rows.revoke(
            partition.no(),
            StatusRows.serial(serial),
            RevocationReason.KEY_COMPROMISE,
            clock.instant());
      }
    }
  }

  private List<List<byte[]>> orders() {
    return List.of(crls, crls.reversed());
  }

  private X509Certificate root(int generation) {
    return generation == 1 ? second.oldCertificate() : second.certificate();
  }

  /** By which the other generation certifies the key that signed a leaf. */
  private X509Certificate link(Leaf leaf) {
    return leaf.generation() == 1 ? second.oldWithNew() : second.newWithOld();
  }

  private X509Certificate otherRoot(Leaf leaf) {
    return root(3 - leaf.generation());
  }

  private static String pem(String name, X509Certificate... certificates) throws Exception {
    StringBuilder all = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      OpenSsl.pem(directory.resolve("one"), certificate);
      all.append(Files.readString(directory.resolve("one")));
    }
    return Files.writeString(directory.resolve(name), all).toString();
  }

  private static String pem(List<byte[]> crls) throws IOException {
    StringBuilder all = new StringBuilder();
    for (byte[] crl : crls) {
      OpenSsl.pem(directory.resolve("one"), "X509 CRL", crl);
      all.append(Files.readString(directory.resolve("one")));
    }
    return Files.writeString(directory.resolve("crls.pem"), all).toString();
  }

  private static void judged(Leaf leaf, boolean accepted) {
    assertThat(accepted)
        .as("%s of generation %d", leaf.revoked() ? "revoked" : "good", leaf.generation())
        .isEqualTo(!leaf.revoked());
  }

  @Test
  void openssl_bothRoots_refusesWhatEitherRevoked() throws Exception {
    String roots = pem("roots.pem", root(1), root(2));
    String links = pem("links.pem", second.newWithOld(), second.oldWithNew());
    for (List<byte[]> order : orders()) {
      for (Leaf leaf : leaves) {
        judged(leaf, openssl("-crl_check", roots, links, pem(order), leaf));
        judged(leaf, openssl("-crl_check_all", roots, links, pem(order), leaf));
      }
    }
  }

  @Test
  void openssl_otherRootAndLink_refusesWhatEitherRevoked() throws Exception {
    for (List<byte[]> order : orders()) {
      for (Leaf leaf : leaves) {
        String anchor = pem("roots.pem", otherRoot(leaf));
        String link = pem("links.pem", link(leaf));
        judged(leaf, openssl("-crl_check", anchor, link, pem(order), leaf));
        judged(leaf, openssl("-crl_check_all", anchor, link, pem(order), leaf));
      }
    }
  }

  /** It takes the CRL of the anchor for what the linked key signed: that lists it as well. */
  @Test
  void openssl_otherRootAndItsCrlAlone_refusesWhatTheLinkedKeyRevoked() throws Exception {
    for (Leaf leaf : leaves) {
      List<byte[]> own = List.of(crls.get(2 - leaf.generation()));
      judged(
          leaf,
          openssl(
              "-crl_check_all",
              pem("roots.pem", otherRoot(leaf)),
              pem("links.pem", link(leaf)),
              pem(own),
              leaf));
    }
  }

  private static boolean openssl(String check, String roots, String links, String crls, Leaf leaf)
      throws Exception {
    OpenSsl.Result result =
        OpenSsl.run(
            "verify",
            check,
            "-CAfile",
            roots,
            "-untrusted",
            links,
            "-CRLfile",
            crls,
            pem("leaf.pem", leaf.certificate()));
    assertThat(result.output()).contains(leaf.revoked() ? "certificate revoked" : "leaf.pem: OK");
    return result.exit() == 0;
  }

  @Test
  void gnutls_bothCrls_refusesWhatEitherRevoked() throws Exception {
    for (List<byte[]> order : orders()) {
      for (Leaf leaf : leaves) {
        judged(
            leaf,
            gnutls(pem("roots.pem", root(1), root(2)), order, pem("leaf.pem", leaf.certificate())));
        judged(
            leaf,
            gnutls(
                pem("roots.pem", otherRoot(leaf)),
                order,
                pem("leaf.pem", leaf.certificate(), link(leaf))));
      }
    }
  }

  private static boolean gnutls(String roots, List<byte[]> order, String chain) throws IOException {
    OpenSsl.Result result =
        OpenSsl.tool(
            "certtool",
            "--verify",
            "--load-ca-certificate",
            roots,
            "--load-crl",
            pem(order),
            "--infile",
            chain);
    assertThat(result.output())
        .containsAnyOf("Chain verification output: Verified", "The certificate chain is revoked");
    return result.exit() == 0;
  }

  @Test
  void pkix_bothCrls_refusesWhatEitherRevoked() throws Exception {
    for (List<byte[]> order : orders()) {
      for (Leaf leaf : leaves) {
        judged(leaf, pkix(Set.of(root(1), root(2)), order, leaf.certificate()));
        judged(leaf, pkix(Set.of(otherRoot(leaf)), order, leaf.certificate(), link(leaf)));
      }
    }
  }

  private static boolean pkix(
      Set<X509Certificate> roots, List<byte[]> order, X509Certificate... path)
      throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<CRL> found = new ArrayList<>();
    for (byte[] crl : order) {
      found.add(factory.generateCRL(new ByteArrayInputStream(crl)));
    }
    PKIXParameters parameters =
        new PKIXParameters(
            roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(found)));
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(factory.generateCertPath(List.of(path)), parameters);
      return true;
    } catch (CertPathValidatorException e) {
      assertThat(e.getReason()).isEqualTo(BasicReason.REVOKED);
      return false;
    }
  }

  /**
   * NSS keeps one CRL under each name, and looks with which key it was signed only when it is used:
   * each generation has a database of its own.
   */
  @Test
  void nss_databaseOfEachGeneration_refusesWhatItRevoked() throws Exception {
    for (int generation = 1; generation <= 2; generation++) {
      Path database = Files.createDirectories(directory.resolve("nss" + generation));
      String place = database.toString();
      nss("certutil", "-N", "-d", place, "--empty-password");
      add(place, "root", "CT,C,C", root(generation));
      Path crl = Files.write(directory.resolve("nss.crl"), crls.get(generation - 1));
      nss("crlutil", "-I", "-d", place, "-i", crl.toString());
      for (Leaf leaf : leaves) {
        if (leaf.generation() == generation) {
          add(place, "leaf" + leaf.revoked(), ",,", leaf.certificate());
          OpenSsl.Result result =
              OpenSsl.tool("certutil", "-V", "-d", place, "-n", "leaf" + leaf.revoked(), "-u", "C");
          judged(leaf, result.output().contains("certificate is valid"));
        }
      }
    }
  }

  private static void add(String place, String name, String trust, X509Certificate certificate)
      throws Exception {
    Path file = Files.write(directory.resolve("nss.cer"), certificate.getEncoded());
    nss("certutil", "-A", "-d", place, "-n", name, "-t", trust, "-i", file.toString());
  }

  private static void nss(String... command) {
    OpenSsl.Result result =
        OpenSsl.tool(
            command[0], List.of(command).subList(1, command.length).toArray(String[]::new));
    assertThat(result.exit()).as(result.output()).isZero();
  }
}
