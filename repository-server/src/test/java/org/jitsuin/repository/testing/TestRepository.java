package org.jitsuin.repository.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.base.repository.ListedDelta;
import org.jitsuin.base.repository.ListedIssuer;
import org.jitsuin.base.repository.ListedLink;
import org.jitsuin.base.repository.Listing;
import org.jitsuin.base.repository.Manifest;
import org.jitsuin.base.repository.ManifestText;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.base.repository.RepositoryFiles.Part;

/**
 * A directory with CRLs and manifests, as a publisher leaves it. What stands in the place of a CRL
 * may be anything: whoever hands it out does not read it.
 */
public final class TestRepository {
  public static final Issuer SIGNATURE = new Issuer(Authority.SIGNATURE, 1);
  public static final Issuer USER_IDENTIFICATION = new Issuer(Authority.USER_IDENTIFICATION, 1);

  private final RepositoryFiles files;
  private final InstantSource clock;
  private final Map<Issuer, KeyPair> keys = new LinkedHashMap<>();
  private final List<ListedIssuer> issuers = new ArrayList<>();
  private final List<ListedLink> links = new ArrayList<>();
  private final Map<String, Listing> partitions = new LinkedHashMap<>();
  private final Map<String, Listing> complete = new LinkedHashMap<>();

  public TestRepository(Path directory, InstantSource clock) {
    this.files = new RepositoryFiles(directory);
    this.clock = clock;
  }

  /** A delta CRL to be published beside a complete one. */
  public record Delta(Bytes octets, long base, long entries) {
    public Delta(byte[] octets, long base, long entries) {
      this(Bytes.of(octets), base, entries);
    }
  }

  public RepositoryFiles files() {
    return files;
  }

  /** Makes both authorities known, each with a first key generation. */
  public TestRepository founded() {
    add(SIGNATURE);
    add(USER_IDENTIFICATION);
    return this;
  }

  /** Makes a key generation known. */
  public X509Certificate add(Issuer issuer) {
    keys.put(issuer, TestCertificates.keys());
    X509Certificate certificate = certify(issuer, issuer);
    issuers.add(new ListedIssuer(issuer, certificate));
    return certificate;
  }

  /** Makes a link certificate known. */
  public X509Certificate link(Issuer issuer, Issuer subject) {
    X509Certificate certificate = certify(subject, issuer);
    links.add(new ListedLink(issuer, subject, certificate));
    return certificate;
  }

  private X509Certificate certify(Issuer subject, Issuer issuer) {
    return TestCertificates.certify(
        subject.authority(),
        keys.get(subject),
        keys.get(issuer),
        clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Lists a partition that has no CRL. */
  public void open(Issuer issuer, String id) {
    list(partitions, new Listing(issuer, id, municipality(id), Optional.empty()));
  }

  /** Puts a CRL in place and lists it. */
  public ListedCrl publish(Issuer issuer, String id, long number, byte[] crl) {
    return publish(issuer, id, number, crl, Optional.empty());
  }

  /** Puts a CRL and its delta in place and lists both. */
  public ListedCrl publish(
      Issuer issuer, String id, long number, byte[] crl, Optional<Delta> delta) {
    write(files.crl(issuer, id, number), crl);
    delta.ifPresent(one -> write(files.delta(issuer, id, number), one.octets().bytes()));
    return list(issuer, id, number, crl, delta);
  }

  /** Lists a CRL without putting it in place. */
  public ListedCrl list(Issuer issuer, String id, long number, byte[] crl, Optional<Delta> delta) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ListedCrl listed =
        new ListedCrl(
            number,
            now,
            now.plus(Duration.ofHours(36)),
            0,
            crl.length,
            Fingerprint.of(crl),
            delta.map(one ->
                new ListedDelta(
                    one.base(), one.entries(), one.octets().length(), one.octets().fingerprint())));
    boolean ofAll = id.startsWith("complete-");
    list(
        ofAll ? complete : partitions,
        new Listing(issuer, id, ofAll ? Optional.empty() : municipality(id), Optional.of(listed)));
    return listed;
  }

  private static Optional<String> municipality(String id) {
    return Optional.of(id.substring(0, 5));
  }

  private static void list(Map<String, Listing> all, Listing one) {
    all.put(one.toString(), one);
  }

  /** Strikes a partition, as no publisher does. */
  public void strike(Issuer issuer, String id) {
    partitions.remove(issuer + "/" + id);
  }

  /** Compresses a file that is in place, as a publisher does before it is. */
  public static void pack(Path file) {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(RepositoryFiles.packed(file)))) {
      Files.copy(file, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes down what is listed. */
  public void show() {
    write(files.manifest(Part.PARTITIONS), ManifestText.encode(manifest(partitions)));
    if (!complete.isEmpty()) {
      write(files.manifest(Part.COMPLETE), ManifestText.encode(manifest(complete)));
    }
  }

  private Manifest manifest(Map<String, Listing> listings) {
    return new Manifest(clock.instant(), issuers, links, List.copyOf(listings.values()));
  }

  /** Puts a file in the place of another one, at once. */
  public static void write(Path file, byte[] octets) {
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.write(file.resolveSibling(file.getFileName() + ".new"), octets);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
